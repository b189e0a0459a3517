package org.empathyworkbench.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;

/**
 * What a sweep runs: each row of settings with each seed, all else as in one recipe.
 *
 * @param recipe that all runs begin from; its own seed does not count
 * @param rows   in the order of the table
 * @param seeds  each once
 */
public record SweepPlan(Recipe recipe, List<Row> rows, List<Long> seeds) {
    /** A sweep of more runs than this is a slip of the finger. */
    public static final int MOST_RUNS = 1_000;

    /**
     * A line of the table.
     *
     * @param changes of the recipe, by name as {@code --set} takes them; empty for the recipe as it is
     */
    public record Row(String name, Map<String, String> changes) {
        public Row { changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes)); }

        /** {@code beta=0, steps=75}; empty for the recipe as it is. */
        public String words() {
            return String.join(", ", changes.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
        }

        Recipe applied(Recipe recipe) {
            Recipe changed = recipe;
            for (Map.Entry<String, String> change : changes.entrySet())
                changed = changed.withAssignment(change.getKey() + "=" + change.getValue());
            return changed;
        }
    }

    /** @throws UserInputException when there is nothing to run, too much, or a row or seed twice */
    public SweepPlan {
        rows = List.copyOf(rows);
        seeds = List.copyOf(seeds);
        if (rows.isEmpty() || seeds.isEmpty())
            throw new UserInputException("A sweep needs one row of settings and one seed at least. Nothing was started.");
        if ((long) rows.size() * seeds.size() > MOST_RUNS) {
            throw new UserInputException("This would be " + (long) rows.size() * seeds.size() + " runs; a sweep has "
                    + MOST_RUNS + " at most. Nothing was started. Leave some values or seeds out.");
        }
        if (seeds.stream().distinct().count() < seeds.size())
            throw new UserInputException("A seed stands there twice, which would count "
                    + "one result twice. Nothing was started. Name each seed once.");
        if (rows.stream().map(Row::changes).distinct().count() < rows.size())
            throw new UserInputException("Two rows of the sweep have the same settings. Nothing was started. Leave one of them out.");
    }

    /** Every combination of the values, the first name changing slowest. @param axes values by name; empty for the recipe alone */
    public static SweepPlan grid(Recipe recipe, Map<String, List<String>> axes, List<Long> seeds) {
        List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            if (axis.getKey().equals("seed"))
                throw new UserInputException("\"seed\" is no setting to be combined. Nothing was started. Name the seeds by themselves.");
            List<Map<String, String>> longer = new ArrayList<>();
            if ((long) combinations.size() * axis.getValue().size() > MOST_RUNS)
                throw new UserInputException("These values make more than " + MOST_RUNS + " rows. Nothing was started. Leave some out.");
            for (Map<String, String> one : combinations) {
                for (String value : axis.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(one);
                    more.put(axis.getKey(), value.strip());
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        return new SweepPlan(recipe,
                combinations.stream().map(one -> new Row(one.isEmpty() ? "as it is" : new Row("", one).words(), one)).toList(), seeds);
    }

    /** {@code 1..5}, {@code 3,5,8}, or both: {@code 1..3,7}. @throws UserInputException for anything else */
    public static List<Long> seeds(String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",")) {
            String word = part.strip();
            if (word.matches("-?\\d{1,18}")) {
                seeds.add(Long.parseLong(word));
            } else if (word.matches("-?\\d{1,18}\\.\\.-?\\d{1,18}")) {
                long from = Long.parseLong(word.substring(0, word.indexOf("..")));
                long to = Long.parseLong(word.substring(word.indexOf("..") + 2));
                if (to < from || to - from >= MOST_RUNS) throw refuse(word);
                for (long seed = from; seed <= to; seed++) seeds.add(seed);
            } else {
                throw refuse(word);
            }
        }
        return seeds;
    }

    private static UserInputException refuse(String word) {
        return new UserInputException("\"" + word + "\" names no seeds. Nothing was started. Write whole numbers such as 1,2,3 or 1..5.");
    }

    public int runs() { return rows.size() * seeds.size(); }

    /** The recipe of one run, under a name that says where it belongs. */
    public Recipe recipe(String sweep, int row, long seed) {
        Row one = rows.get(row);
        return one.applied(recipe).withSeed(seed).withModel("")
                .withName(sweep + (rows.size() == 1 ? "" : ", " + one.name()) + ", seed " + seed);
    }

    /**
     * Seed by seed, so that a sweep that is stopped half-way has compared all rows on its first seeds. @throws UserInputException when a
     * row cannot be applied
     */
    public List<Recipe> recipes(String sweep) {
        List<Recipe> recipes = new ArrayList<>();
        for (long seed : seeds) {
            for (int row = 0; row < rows.size(); row++) recipes.add(recipe(sweep, row, seed));
        }
        return recipes;
    }

    public String toJson() {
        JsonObject json = new JsonObject();
        json.add("recipe", JsonParser.parseString(recipe.toJson()));
        JsonArray lines = new JsonArray();
        for (Row row : rows) {
            JsonObject line = new JsonObject();
            line.addProperty("name", row.name());
            line.add("changes", Json.COMPACT.toJsonTree(row.changes()));
            lines.add(line);
        }
        json.add("rows", lines);
        json.add("seeds", Json.COMPACT.toJsonTree(seeds));
        return Json.COMPACT.toJson(json);
    }

    /** @throws UserInputException when this version of the program cannot read it */
    public static SweepPlan parse(String json, String sweep) {
        try {
            JsonObject plan = JsonParser.parseString(json).getAsJsonObject();
            List<Row> rows = new ArrayList<>();
            for (JsonElement line : plan.getAsJsonArray("rows")) {
                Map<String, String> changes = new LinkedHashMap<>();
                line.getAsJsonObject().getAsJsonObject("changes").entrySet()
                        .forEach(change -> changes.put(change.getKey(), change.getValue().getAsString()));
                rows.add(new Row(line.getAsJsonObject().get("name").getAsString(), changes));
            }
            List<Long> seeds = new ArrayList<>();
            plan.getAsJsonArray("seeds").forEach(seed -> seeds.add(seed.getAsLong()));
            return new SweepPlan(Recipes.parse(plan.get("recipe").toString(), "The recipe of the sweep " + sweep), rows, seeds);
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
            throw new UserInputException(
                    "The plan of the sweep \"" + sweep + "\" cannot be read. Its runs are safe. Forget the sweep, and make a new one.", e);
        }
    }
}
