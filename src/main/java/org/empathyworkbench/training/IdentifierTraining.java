package org.empathyworkbench.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.Checkpoint;
import org.empathyworkbench.checkpoint.RunCheckpoints;
import org.empathyworkbench.checkpoint.Snapshot;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.t5.Parameters;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Weights;
import org.empathyworkbench.text.ContextText;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains identifiers on labelled pairs and writes a set: tokenizer.json, one folder per mechanism, identifiers.json, report.json. Each
 * mechanism is saved when it is finished; identifiers.json lists the finished ones. A single mechanism may be trained into a folder that
 * already contains a set: it uses that set's vocabulary, and the other networks are unchanged.
 */
public final class IdentifierTraining {
    private static final String FINISHED = "finished";

    private IdentifierTraining() { }

    /**
     * @param train      pairs to learn from
     * @param validation pairs to report on, from other seeker posts
     * @param seed       of weights, order, dropout; equal seeds give equal identifiers on one machine
     * @param generator folder of a generator whose tokenizer (and, if configured, encoder) the identifiers use; empty for a vocabulary of
     *                  their own
     * @param folder     where the set is written; created if missing
     * @throws UserInputException if the pairs lack labels, the generator does not fit, or the loss is no longer finite
     */
    public static IdentifierReport run(List<LabelledPair> train, List<LabelledPair> validation, IdentifierSettings settings, long seed,
                                       Optional<Path> generator, Path folder, Device device, RunJournal journal) throws IOException {
        return run(train, validation, settings, seed, generator, folder, device, journal, RunCheckpoints.none(journal));
    }

    /** As above, resuming from a checkpoint if there is one. A paused run has no report of the current mechanism. */
    public static IdentifierReport run(List<LabelledPair> train, List<LabelledPair> validation, IdentifierSettings settings, long seed,
                                       Optional<Path> generator, Path folder, Device device,
                                       RunJournal journal, RunCheckpoints checkpoints) throws IOException {
        List<Mechanism> mechanisms = settings.data().mechanisms() == IdentifierSettings.Which.ALL ? List.of(Mechanism.values())
                : List.of(Mechanism.valueOf(settings.data().mechanisms().name()));
        for (Mechanism mechanism : mechanisms) {
            requireLabels(train, mechanism, "training");
            requireLabels(validation, mechanism, "validation");
        }
        if (settings.network().beginFromGenerator() && generator.isEmpty()) {
            throw new UserInputException("No generator was chosen to begin from. Nothing "
                    + "was trained. Choose one, or switch \"Begin from the generator\" off.");
        }
        Optional<IdentifierSetFile> standing = standing(folder, mechanisms, settings);
        Files.createDirectories(folder);
        if (checkpoints.resumePoint().isPresent()) {
            bringBack(checkpoints.resumePoint().get(), folder);
        } else if (standing.isEmpty()) {
            // removes an older set: its networks do not fit the new vocabulary
            Files.deleteIfExists(folder.resolve(IdentifierSetFile.NAME));
            Files.deleteIfExists(folder.resolve(IdentifierReport.NAME));
            writeTokenizer(train, settings, generator, folder, journal);
        }
        try (TextTokenizer tokenizer = TextTokenizer.load(folder.resolve(IdentifierSetFile.TOKENIZER))) {
            Set<Mechanism> finished = new LinkedHashSet<>(standing.map(IdentifierSetFile::mechanisms).orElse(List.of()));
            boolean separator = standing.map(IdentifierSetFile::readsSeparator)
                    .orElseGet(() -> learnsSeparator(train, mechanisms.get(0), tokenizer, settings));
            if (!separator) {
                journal.say("The training data has no context of several turns, so a space is "
                        + "used instead of the turn separator when these identifiers score one.");
            }
            return train(train, validation, mechanisms, settings, seed, generator,
                    tokenizer, finished, separator, folder, device, journal, checkpoints);
        }
    }

    /** Restores the vocabulary and the identifiers finished before the checkpoint. */
    private static void bringBack(Checkpoint from, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(from.file(FINISHED))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(from.file(FINISHED).relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Contents of the folder while the next mechanism is trained. */
    private static Snapshot withFinished(Snapshot snapshot, Path folder, List<MechanismReport> reports) {
        snapshot.copy(FINISHED + "/" + IdentifierSetFile.TOKENIZER, folder.resolve(IdentifierSetFile.TOKENIZER))
                .put("finished", reports.size());
        if (reports.isEmpty()) return snapshot;
        for (String name : List.of(IdentifierSetFile.NAME, IdentifierReport.NAME))
            snapshot.copy(FINISHED + "/" + name, folder.resolve(name));
        for (int i = 0; i < reports.size(); i++) {
            snapshot.text("finished " + i, reports.get(i).toJson());
            for (String name : List.of("config.json", "model.safetensors")) {
                String file = reports.get(i).mechanism().fileName() + "/" + name;
                snapshot.copy(FINISHED + "/" + file, folder.resolve(file));
            }
        }
        return snapshot;
    }

    /** The existing set that a single mechanism is added to; empty for a new set. */
    private static Optional<IdentifierSetFile> standing(Path folder, List<Mechanism> mechanisms, IdentifierSettings settings) {
        if (mechanisms.size() > 1 || !Files.exists(folder.resolve(IdentifierSetFile.NAME))) return Optional.empty();
        IdentifierSetFile set = IdentifierSetFile.read(folder);
        if (set.equals(setFile(set.mechanisms(), settings, set.readsSeparator()))) return Optional.of(set);
        throw new UserInputException("The identifiers in " + folder + " have another head, attention or other limits than the "
                + "settings. Nothing was trained or changed. Train with their settings, or into another model.");
    }

    private static IdentifierSetFile setFile(Collection<Mechanism> mechanisms, IdentifierSettings settings, boolean readsSeparator) {
        return new IdentifierSetFile(List.copyOf(mechanisms), settings.network().head(), settings.network().attention(),
                settings.data().contextTokensInUse(), settings.data().responseTokensInUse(), IdentifierSetFile.TOKENIZER, readsSeparator);
    }

    private static IdentifierReport train(List<LabelledPair> train, List<LabelledPair> validation,
            List<Mechanism> mechanisms, IdentifierSettings settings, long seed, Optional<Path> generator,
            TextTokenizer tokenizer, Set<Mechanism> finished, boolean separator, Path folder, Device device,
            RunJournal journal, RunCheckpoints checkpoints) throws IOException {
        Set<String> aside = drawn(train, settings.data().developmentShare(), seed);
        List<LabelledPair> learnt = train.stream().filter(pair -> !aside.contains(pair.seekerId())).toList();
        List<LabelledPair> kept = train.stream().filter(pair -> aside.contains(pair.seekerId())).toList();
        String chosenOn = kept.isEmpty() ? "validation" : "development";
        IdentifierConfig config = config(settings, generator, tokenizer);
        List<MechanismReport> reports = new ArrayList<>();
        int firstStep = 0;
        if (checkpoints.resumePoint().isPresent()) {
            Checkpoint from = checkpoints.resumePoint().get();
            for (int i = 0; i < from.count("finished"); i++) reports.add(MechanismReport.fromJson(from.text("finished " + i)));
            reports.forEach(report -> finished.add(report.mechanism()));
            firstStep = from.count("first step");
        }
        for (Mechanism mechanism : mechanisms) {
            if (reports.stream().anyMatch(report -> report.mechanism() == mechanism)) continue;
            if (journal.stopRequested()) break;
            EncodedPairs trainPairs = encode(learnt, mechanism, tokenizer, settings);
            EncodedPairs validationPairs = encode(validation, mechanism, tokenizer, settings);
            EncodedPairs developmentPairs = kept.isEmpty() ? validationPairs : encode(kept, mechanism, tokenizer, settings);
            int steps = MechanismTraining.stepsPerEpoch(trainPairs, settings) * settings.stopping().epochs();
            journal.totalSteps(firstStep + steps * (mechanisms.size() - reports.size()));
            try (Identifier identifier = Identifier.random(config, settings.network().embeddingDeviation(),
                    RandomStream.mix(seed, "identifier", mechanism.ordinal()), device)) {
                if (settings.network().beginFromGenerator()) beginFrom(generator.orElseThrow(), config.encoder(), identifier);
                @Nullable MechanismReport report;
                try (MechanismTraining training = new MechanismTraining(mechanism,
                        identifier, settings, seed, journal, checkpoints, firstStep,
                        snapshot -> withFinished(snapshot, folder, reports))) {
                    report = training.run(trainPairs, developmentPairs, validationPairs);
                }
                if (report == null) break;
                Path own = Files.createDirectories(folder.resolve(mechanism.fileName()));
                identifier.save(own);
                finished.add(mechanism);
                reports.add(report);
                setFile(finished, settings, separator).write(folder);
                new IdentifierReport(reports, chosenOn, learnt.size(), validation.size(), journal.stopRequested()).write(folder);
                journal.say(sentence(report));
            }
            firstStep += steps;
        }
        return new IdentifierReport(reports, chosenOn, learnt.size(), validation.size(), journal.stopRequested());
    }

    /** Whether the encoders learn the turn separator: from the pairs, or earlier from a generator's conversations. */
    private static boolean learnsSeparator(List<LabelledPair> train,
            Mechanism mechanism, TextTokenizer tokenizer, IdentifierSettings settings) {
        if (settings.network().beginFromGenerator()) return true;
        return train.stream().filter(pair -> pair.levels().containsKey(mechanism))
                .flatMapToInt(pair -> Arrays.stream(EncodedPairs.context(pair, tokenizer, settings.data().contextTokens())))
                .anyMatch(id -> tokenizer.piece(id).equals(ContextText.SEPARATOR_PIECE));
    }

    private static String sentence(MechanismReport report) {
        return String.format(Locale.ROOT, "%s: weighted F1 %.3f, macro F1 %.3f, always the most frequent level %.3f (epoch %d of %d kept).",
                report.mechanism().title(), report.validation().weightedF1(), report.validation().macroF1(),
                report.validation().majorityFloor(), report.bestEpoch(), report.epochs());
    }

    private static EncodedPairs encode(List<LabelledPair> pairs, Mechanism mechanism,
            TextTokenizer tokenizer, IdentifierSettings settings) {
        return EncodedPairs.of(pairs, mechanism, tokenizer, settings.data().contextTokens(), settings.data().responseTokens());
    }

    /** Held-out seeker posts: whole posts, in an order shuffled by the seed, until their pairs reach the share. */
    private static Set<String> drawn(List<LabelledPair> pairs, double share, long seed) {
        LinkedHashMap<String, Integer> sizes = new LinkedHashMap<>();
        pairs.forEach(pair -> sizes.merge(pair.seekerId(), 1, Integer::sum));
        List<String> seekers = new ArrayList<>(sizes.keySet());
        Collections.sort(seekers);
        Collections.shuffle(seekers, new Random(RandomStream.mix(seed, "development")));
        Set<String> drawn = new LinkedHashSet<>();
        int count = 0;
        for (String seeker : seekers) {
            if (count >= share * pairs.size()) break;
            drawn.add(seeker);
            count += sizes.getOrDefault(seeker, 0);
        }
        return drawn;
    }

    private static void writeTokenizer(List<LabelledPair> train, IdentifierSettings settings,
            Optional<Path> generator, Path folder, RunJournal journal) throws IOException {
        Path target = folder.resolve(IdentifierSetFile.TOKENIZER);
        if (generator.isPresent()) {
            Path source = generator.get().resolve("tokenizer.json");
            TextTokenizer.load(source).close();
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            journal.say("The identifiers take the generator's vocabulary.");
            return;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (LabelledPair pair : train) {
            texts.add(pair.context());
            texts.add(pair.response());
        }
        int pieces = TokenizerTrainer.train(texts, settings.data().pieces(), settings.data().lowerCase(), target, ProgressListener.none());
        journal.say(String.format(Locale.ROOT, "Trained a vocabulary of %,d tokens on %,d texts.", pieces, texts.size()));
    }

    private static IdentifierConfig config(IdentifierSettings settings, Optional<Path> generator, TextTokenizer tokenizer) {
        T5Config encoder;
        if (settings.network().beginFromGenerator()) {
            encoder = T5Config.read(generator.orElseThrow().resolve("config.json")).withDropout(settings.regularisation().dropout());
            tokenizer.requireFits(encoder.vocabularySize());
        } else {
            encoder = T5Config.small(tokenizer.vocabularySize(), settings.network().dModel(),
                    settings.network().dFf(), settings.network().layers(), settings.network().heads(), settings.regularisation().dropout());
        }
        return new IdentifierConfig(encoder, settings.network().head(), settings.network().attention(),
                settings.data().contextTokensInUse(), settings.data().responseTokensInUse());
    }

    private static void beginFrom(Path generator, T5Config encoder, Identifier identifier) {
        try (NDManager reading = Torch.newManager(identifier.manager().getDevice())) {
            identifier.setEncoders(Parameters.read(reading, generator, new T5Weights(encoder).encoder()));
        }
    }

    private static void requireLabels(List<LabelledPair> pairs, Mechanism mechanism, String part) {
        long levels = pairs.stream().map(pair -> pair.levels().get(mechanism)).filter(level -> level != null).distinct().count();
        if (levels == 0 || levels == 1 && part.equals("training")) {
            throw new UserInputException("The " + part + " pairs hold " + (levels == 0 ? "no label" : "one level only")
                    + " for " + mechanism.title().toLowerCase(Locale.ROOT)
                    + ". Nothing was trained. Choose a data set with labelled pairs, or other mechanisms.");
        }
    }
}
