package org.empathyworkbench.casestudy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.JsonValues;
import org.empathyworkbench.io.StorableText;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A case as one JSON object, whole: what is written is read back the same but for ids. A line that others write needs no more than
 * {@code {"context": ["turn", ...], "responses": [{"system": "...", "text": "..."}]}}; {@code "reference": "..."} at the case is taken too.
 * A key that is none of a case's, or that occurs twice, is refused: its value would be lost silently.
 */
final class CaseJson {
    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).disableHtmlEscaping().create();

    private record StoredMark(int from, int to, String mechanism) { }

    private record StoredReading(String identifiers, String weights, Map<String, double[]> probabilities) { }

    private record StoredResponse(String system, String text, String kind, String model, String weights, @Nullable Long seed,
            @Nullable Map<String, String> settings, String at, @Nullable StoredReading levels, @Nullable Double reward,
            @Nullable Integer empathy, @Nullable Integer relevance, @Nullable Integer fluency, String note, List<StoredMark> marks,
            @Nullable Integer renews) { }

    private record Stored(String title, String emotion, List<String> context, List<List<StoredMark>> marks,
            String source, String note, String kept, @Nullable String reference, List<StoredResponse> responses) { }

    /** By which three probabilities that were written with few digits may miss 1. */
    private static final double ROUNDING = 0.02;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final int MOST_VALUES = 1_000_000;

    private CaseJson() { }

    /** As an object for {@code Gson}, names in a fixed order. */
    static Object object(CaseStudy study) {
        List<StoredResponse> responses = new ArrayList<>();
        for (CaseResponse one : study.responses()) {
            Provenance from = one.from();
            Integer renews = one.renews() == 0 ? null : indexOf(study.responses(), one.renews());
            responses.add(new StoredResponse(one.system(), one.text(), from.kind().key(), from.model(), from.weights(), from.seed(),
                    from.settings(), from.at().toString(), one.reading() == null ? null : new StoredReading(one.reading().identifiers(),
                            one.reading().weights(), vectors(one.reading().profile())), one.reward(),
                    one.ratings().empathy(), one.ratings().relevance(), one.ratings().fluency(), one.note(), stored(one.marks()), renews));
        }
        return new Stored(study.title(), study.emotion(), study.context(), study.marks().stream().map(CaseJson::stored).toList(),
                study.source(), study.note(), study.keptAt().toString(), null, responses);
    }

    static String line(CaseStudy study) { return GSON.toJson(object(study)); }

    /**
     * A case of one line.
     *
     * @param now the date of what the line does not date
     * @throws IllegalArgumentException saying in a clause what is wrong
     */
    static CaseStudy read(String line, Instant now) {
        Stored stored;
        try {
            JsonElement read = BoundedJson.parse(line, MOST_VALUES);
            requireKnownKeys(read);
            requireStorableTexts(read);
            stored = GSON.fromJson(line, Stored.class);
        } catch (JsonFault.Stated stated) {
            throw new IllegalArgumentException(stated.getMessage(), stated);
        } catch (JsonParseException | IllegalArgumentException notJson) {      // the latter for a null among numbers
            throw new IllegalArgumentException("it is not a JSON object of a case", notJson);
        }
        if (stored == null || stored.context == null || stored.context.isEmpty() || stored.context.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("it has no \"context\" that is a list of at least one text");
        }
        if (stored.context.stream().anyMatch(String::isBlank)) throw new IllegalArgumentException("a turn of its \"context\" is empty");
        List<StoredResponse> given = stored.responses == null ? List.of() : stored.responses;
        List<CaseResponse> responses = new ArrayList<>();
        boolean hasReference = given.stream().anyMatch(one -> one != null && Provenance.Kind.REFERENCE.key().equals(one.kind));
        if (hasReference && stored.reference != null
                && given.stream().filter(Objects::nonNull).noneMatch(one -> stored.reference.equals(one.text))) {
            throw new IllegalArgumentException("its \"reference\" differs from its response of the kind reference");
        }
        if (!hasReference && stored.reference != null && !stored.reference.isBlank()) {
            responses.add(CaseResponse.of("Reference", Provenance.of(Provenance.Kind.REFERENCE, "", now), stored.reference));
        }
        int shift = responses.size();
        for (StoredResponse one : given) responses.add(response(one, responses.size() + 1, shift, given.size(), now));
        List<List<Mark>> marks = new ArrayList<>();
        if (stored.marks != null) for (List<StoredMark> turn : stored.marks) marks.add(marks(turn));
        return new CaseStudy(0, text(stored.title), text(stored.emotion), stored.context, marks,
                text(stored.source), text(stored.note), instant(stored.kept, now), responses);
    }

    /**
     * Settings may have any key; {@code id}, which the program's own JSON output has, is known and not read.
     *
     * @throws JsonFault.Stated naming a key that is none of a case's
     */
    private static void requireKnownKeys(JsonElement line) {
        requireKeys(line, Stored.class, "id");
        if (!(line instanceof JsonObject study)) return;
        elements(study.get("marks")).forEach(turn -> elements(turn).forEach(mark -> requireKeys(mark, StoredMark.class)));
        for (JsonElement response : elements(study.get("responses"))) {
            requireKeys(response, StoredResponse.class, "id");
            if (!(response instanceof JsonObject one)) continue;
            requireKeys(one.get("levels"), StoredReading.class);
            elements(one.get("marks")).forEach(mark -> requireKeys(mark, StoredMark.class));
        }
    }

    private static void requireStorableTexts(JsonElement element) {
        if (element.isJsonArray()) element.getAsJsonArray().forEach(CaseJson::requireStorableTexts);
        else if (element.isJsonObject()) element.getAsJsonObject().asMap().values().forEach(CaseJson::requireStorableTexts);
        else if (JsonValues.isText(element) && !StorableText.is(element.getAsString())) {
            throw new JsonFault.Stated("a text of it holds a NUL or half of a character (a surrogate that stands alone)");
        }
    }

    private static List<JsonElement> elements(JsonElement list) { return list instanceof JsonArray array ? array.asList() : List.of(); }

    private static void requireKeys(JsonElement element, Class<? extends Record> kind, String... ignored) {
        if (!(element instanceof JsonObject object)) return;
        List<String> known = Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName).toList();
        for (String key : object.keySet()) {
            if (known.contains(key) || Arrays.asList(ignored).contains(key)) continue;
            throw new JsonFault.Stated("it has the unknown key \"" + VisibleText.line(key, 80)
                    + "\"; the keys there are " + String.join(", ", known));
        }
    }

    /** Ids are places from 1 until it is stored; so {@code renews} holds on to its response. */
    private static CaseResponse response(StoredResponse one, int place, int shift, int given, Instant now) {
        if (one == null || one.text == null) throw new IllegalArgumentException("response " + place + " has no \"text\"");
        Provenance.Kind kind = one.kind == null ? Provenance.Kind.PUBLISHED : Provenance.Kind.ofKey(one.kind);
        String model = one.model == null ? (kind == Provenance.Kind.REFERENCE ? "" : text(one.system)) : one.model;
        Provenance from = new Provenance(kind, model, text(one.weights), one.seed,
                one.settings == null ? Map.of() : one.settings, instant(one.at, now));
        String system = !text(one.system).isBlank() ? one.system : kind == Provenance.Kind.REFERENCE
                ? "Reference" : model.isBlank() ? "response " + place : model;
        if (one.renews != null && (one.renews < 0 || one.renews >= given || one.renews + 1 + shift == place)) {
            throw new IllegalArgumentException("response " + place + " renews response "
                    + one.renews + ", counted from 0, which is not another of the case");
        }
        long renews = one.renews == null ? 0 : one.renews + 1 + shift;
        if (one.reward != null && !(one.reward >= 0 && one.reward <= 1)) {
            throw new IllegalArgumentException("response " + place + " has the reward "
                    + one.reward + ", and a reward lies between 0 and 1");
        }
        if (one.settings != null && one.settings.values().stream().anyMatch(Objects::isNull))
            throw new IllegalArgumentException("response " + place + " has a setting without a value");
        return new CaseResponse(place, system, from, one.text, one.levels == null ? null : reading(one.levels, place),
                one.reward, new Ratings(one.empathy, one.relevance, one.fluency), text(one.note), marks(one.marks), renews);
    }

    private static LevelScores reading(StoredReading levels, int place) {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        if (levels.probabilities != null) levels.probabilities.forEach((key, p) -> probabilities.put(Mechanism.ofKey(key), p));
        for (Mechanism mechanism : Mechanism.values()) {
            double[] p = probabilities.get(mechanism);
            if (p == null || p.length != Level.values().length)
                throw new IllegalArgumentException("response " + place + " has levels without three probabilities for each mechanism");
            double sum = 0;
            for (double one : p) {
                if (!(one >= 0 && one <= 1))
                    throw new IllegalArgumentException("response " + place + " has " + one
                            + " as the probability of a level, and one lies between 0 and 1");
                sum += one;
            }
            if (Math.abs(sum - 1) > ROUNDING)
                throw new IllegalArgumentException("the probabilities of " + mechanism.key()
                        + " of response " + place + " add up to " + sum + ", not to 1");
        }
        return new LevelScores(text(levels.identifiers), text(levels.weights), new EmpathyProfile(probabilities));
    }

    private static @Nullable Integer indexOf(List<CaseResponse> responses, long id) {
        for (int i = 0; i < responses.size(); i++) if (responses.get(i).id() == id) return i;
        return null;
    }

    private static Map<String, double[]> vectors(EmpathyProfile profile) {
        Map<String, double[]> vectors = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            double[] p = new double[Level.values().length];
            for (Level level : Level.values()) p[level.ordinal()] = profile.probability(mechanism, level);
            vectors.put(mechanism.key(), p);
        }
        return vectors;
    }

    private static List<StoredMark> stored(List<Mark> marks) {
        return marks.stream().map(mark -> new StoredMark(mark.from(), mark.to(), mark.mechanism().key())).toList();
    }

    private static List<Mark> marks(List<StoredMark> marks) {
        if (marks != null && marks.stream().anyMatch(Objects::isNull)) throw new IllegalArgumentException("a mark is null");
        return marks == null ? List.of()
                : marks.stream().map(mark -> new Mark(mark.from, mark.to, Mechanism.ofKey(text(mark.mechanism)))).toList();
    }

    private static Instant instant(String text, Instant now) {
        if (text == null) return now;
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST))
                throw new IllegalArgumentException("\"" + text + "\" is no date of the years 1 to 9999");
            return instant;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static String text(String value) { return value == null ? "" : value; }
}
