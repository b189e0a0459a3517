package org.empathyworkbench.app.talk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.conversation.ConversationData;
import org.empathyworkbench.conversation.Step;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.workspace.ResponseSets;
import org.empathyworkbench.workspace.Workspace;

/** Exports of a conversation: JSON lines, a dataset, a response set, a case. */
public final class TalkExport {

    private final TalkViewModel model;

    TalkExport(TalkViewModel model) { this.model = model; }

    /** One response per line with its context; a superset of what {@code import-responses --format jsonl} reads. */
    public static String jsonLines(Conversation talk) {
        StringBuilder lines = new StringBuilder();
        for (Step step : talk.steps().values()) {
            for (int side = 0; side < step.sides(); side++) {
                for (int number = 0; number < step.answers().get(side).size(); number++) {
                    Answer answer = step.answers().get(side).get(number);
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("context", talk.context(step.id(), side));
                    line.put("response", answer.text());
                    line.put("system", answer.byHand() ? "by hand" : answer.system());
                    line.put("step", step.id());
                    line.put("parent", step.parent());
                    line.put("chosen", step.chosen().get(side) == number);
                    line.put("at", answer.at().toString());
                    if (!answer.facts().isEmpty()) line.put("facts", new TreeMap<>(answer.facts()));
                    if (!answer.prompt().isEmpty()) line.put("prompt", answer.prompt());
                    if (answer.profile() != null) {
                        line.put("identifiers", answer.identifiers());
                        line.put("levels", levels(answer.profile()));
                    }
                    lines.append(Json.COMPACT.toJson(line)).append('\n');
                }
            }
        }
        return lines.toString();
    }

    private static Map<String, String> levels(EmpathyProfile profile) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) levels.put(mechanism.key(), profile.level(mechanism).word());
        return levels;
    }

    /** A name for the export. */
    String name() {
        String plain = model.talk().title().replaceAll("[^\\p{L}\\p{N} ._+()-]+", " ").replaceAll("\\s+", " ").strip();
        String cut = plain.substring(0, Math.min(60, plain.length())).replaceAll("[ .]+$", "");
        return cut.matches("[\\p{L}\\p{N}].*") ? cut : "Conversation";
    }

    public void toFile(Path file) {
        Conversation talk = model.talk();
        run("Writing the conversation", () -> {
            try {
                AtomicFile.write(file, jsonLines(talk));
            } catch (IOException e) {
                throw new UserInputException(file + " could not be written: " + FileFault.words(e)
                        + ". The conversation is kept in the workspace. Choose another folder.", e);
            }
            return "Written to " + file + ".";
        });
    }

    public void toDataset() {
        Conversation talk = model.talk();
        Workspace workspace = model.workspace();
        String base = name();
        run("Storing a dataset", () -> {
            String name = base;
            for (int i = 2; workspace.datasets().find(name).isPresent(); i++) name = base + "-" + i;
            workspace.datasets().add(name, "conversation in this program", ConversationData.corpus(talk, "talk"));
            return "Stored as the dataset \"" + name + "\".";
        });
    }

    public void toResponses() {
        Conversation talk = model.talk();
        Workspace workspace = model.workspace();
        String base = name();
        run("Storing responses", () -> {
            List<ResponseSets.Named> sets = new ArrayList<>();
            for (Map.Entry<String, List<GivenResponse>> one : ConversationData.responses(talk).entrySet()) {
                String plain = one.getKey().replaceAll("[^\\p{L}\\p{N} ._+()-]+", " ").strip();
                sets.add(new ResponseSets.Named(workspace.responseSets().freeName(plain + " in " + base), one.getKey(), one.getValue()));
            }
            workspace.responseSets().addAll("a conversation in this program", sets);
            return "Stored as responses: " + String.join(", ", sets.stream().map(set -> "\"" + set.name() + "\"").toList())
                    + ". They can be compared in Compare.";
        });
    }

    /** The last turn of the displayed branch, with each partner's response. */
    public CaseDraft draft() {
        Conversation talk = model.talk();
        Step last = talk.steps().get(talk.at());
        if (last == null) return CaseDraft.of(List.of());
        CaseDraft draft = CaseDraft.of(talk.context(last.id(), 0)).source("Conversation \"" + talk.title() + "\"");
        for (int side = 0; side < talk.participants().size(); side++) {
            Answer answer = last.answer(side);
            if (answer == null) continue;
            CaseResponse response = CaseResponse.of(answer.byHand() ? "By hand" : answer.system(), provenance(answer), answer.text());
            draft = draft.response(answer.profile() == null ? response
                    : response.read(LevelScores.of(answer.identifiers(), answer.profile()), null));
        }
        return draft;
    }

    private static Provenance provenance(Answer answer) {
        if (answer.byHand()) return Provenance.of(Provenance.Kind.PERSON, "", answer.at());
        Map<String, String> settings = new LinkedHashMap<>(answer.facts());
        String seed = settings.remove("seed");
        Long drawn = seed == null ? null : Long.valueOf(seed);
        if (answer.prompt().isEmpty()) return new Provenance(Provenance.Kind.GENERATOR, answer.system(), "", drawn, settings, answer.at());
        String model = settings.getOrDefault("model", answer.system());
        settings.put("prompt", answer.prompt());
        return new Provenance(Provenance.Kind.ENDPOINT, model, "", drawn, settings, answer.at());
    }

    private void run(String title, Supplier<String> work) {
        model.tasks().run(BackgroundTask.of(title, progress -> work.get()).show(done -> {
            model.say(UserMessage.info(done));
            model.lookAtWorkspace();
        }).failed(model::failed));
    }
}
