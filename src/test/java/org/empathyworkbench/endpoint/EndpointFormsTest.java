package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.endpoint.EndpointServer.answer;
import static org.empathyworkbench.endpoint.EndpointServer.body;
import static org.empathyworkbench.endpoint.EndpointServer.status;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.empathyworkbench.Hang;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.empathyworkbench.endpoint.EndpointServer.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms in which servers answer and refuse, as they were seen in the field. */
@Tag("slow")
class EndpointFormsTest {
    private static final List<String> CONTEXT = List.of("My dog died.", "Oh no. When?", "On Sunday.");

    private EndpointServer server;
    private final List<Adaptations> learned = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @BeforeEach void start() throws IOException { server = new EndpointServer(); }

    @AfterEach void stop() { server.close(); }

    private EndpointClient client(Endpoint endpoint) {
        return new EndpointClient(endpoint, null, Map.of(), learned::add, (time, cancelled) -> { }, Clock.systemUTC(), System::nanoTime);
    }

    private EndpointAnswer ask(EndpointClient client, ChatSettings settings) {
        return client.ask(CONTEXT, "Listen.", settings, 5, new RequestListener() {
            @Override public void waiting(String why) { told.add(why); }

            @Override public boolean cancelled() { return false; }
        });
    }

    private EndpointAnswer ask() { return ask(client(server.endpoint()), ChatSettings.standard()); }

    private static String message(String message, String finish) {
        return "{\"model\": \"m\", \"choices\": [{\"index\": 0, \"message\": " + message + ", \"finish_reason\": \""
                + finish + "\"}], \"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 7}}";
    }

    // ---- what is the answer ------------------------------------------------------------------------------------------

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("reasoning_content",
                        message("{\"role\": \"assistant\", \"content\": \"Oh no.\", \"reasoning_content\": \"Sad.\"}", "stop"), "Sad."),
                Arguments.of("reasoning, as OpenRouter and Ollama", message("{\"content\": \"Oh no.\", \"reasoning\": \"Sad.\", "
                        + "\"reasoning_details\": [{\"type\": \"reasoning.text\", \"text\": \"Sad.\"}]}", "stop"), "Sad."),
                Arguments.of("reasoning_details alone", message("{\"content\": \"Oh no.\", \"reasoning\": null, "
                        + "\"reasoning_details\": [{\"type\": \"reasoning.summary\", \"summary\": \"Sad.\"}]}", "stop"), "Sad."),
                Arguments.of("parts, as Mistral", message("{\"content\": [{\"type\": \"thinking\", \"thinking\": [{\"type\": "
                        + "\"text\", \"text\": \"Sad.\"}]}, {\"type\": \"text\", \"text\": \"Oh no.\"}]}", "stop"), "Sad."),
                Arguments.of("parts of text", message("{\"content\": [{\"type\": \"text\", \"text\": "
                        + "\"Oh \"}, {\"type\": \"output_text\", \"text\": \"no.\"}, \"\"]}", "stop"), ""),
                Arguments.of("fields and marks",
                        message("{\"content\": \"<think>Kind.</think>Oh no.\", \"reasoning_content\": \"Sad.\"}", "stop"), "Sad.\n\nKind."),
                Arguments.of("empty tool_calls and refusal",
                        message("{\"content\": \"Oh no.\", \"tool_calls\": [], \"refusal\": null, \"annotations\": []}", "stop"), ""),
                Arguments.of("byte order mark", "\ufeff" + message("{\"content\": \"Oh no.\"}", "stop"), ""),
                Arguments.of("blanks before the body, as OpenRouter keeps a connection open",
                        "\n   \n\n  " + message("{\"content\": \"Oh no.\"}", "stop"), ""),
                Arguments.of("no usage, an error that is null", "{\"error\": null, \"choices\": [{\"message\": "
                        + "{\"content\": \"Oh no.\"}, \"finish_reason\": null}], \"usage\": null}", ""),
                Arguments.of("usage of the wrong kind", "{\"choices\": [{\"message\": {\"content\": \"Oh no.\"}, "
                        + "\"finish_reason\": \"eos\"}], \"usage\": {\"prompt_tokens\": \"?\", \"completion_tokens\": -1}}", ""),
                Arguments.of("Ollama's own form",
                        "{\"model\": \"m\", \"message\": {\"role\": \"assistant\", \"content\": \"Oh no.\", \"thinking\": \"Sad.\"}, "
                                + "\"done\": true, \"done_reason\": \"stop\", \"prompt_eval_count\": 100, \"eval_count\": 7}", "Sad."),
                Arguments.of("completions' form", "{\"choices\": [{\"text\": \" Oh no.\", \"finish_reason\": \"stop\"}]}", ""),
                Arguments.of("a stream although none was asked for", ": PROCESSING\n\ndata: {\"model\": \"m\", \"choices\": [{\"delta\": "
                        + "{\"role\": \"assistant\", \"reasoning_content\": \"Sad.\"}}]}\n\ndata: {\"choices\": [{\"delta\": {\"content\": "
                        + "\"Oh \"}}]}\n\ndata: {\"choices\": [{\"delta\": {\"content\": \"no.\"}, \"finish_reason\": \"stop\"}]}\n\ndata: "
                        + "{\"choices\": [], \"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 7}}\n\ndata: [DONE]\n\n", "Sad."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void theAnswerIsFoundAndTheReasoningIsBesideIt(String form, String reply, String reasoning) {
        server.fails(body(reply));
        EndpointAnswer answer = ask();
        assertThat(answer.text()).isEqualTo("Oh no.");
        assertThat(answer.none()).isNull();
        assertThat(answer.details().reasoning()).isEqualTo(reasoning);
        assertThat(server.seen()).hasSize(1);
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                Arguments.of(message("{\"content\": null, \"reasoning_content\": \"She is\"}", "length"), NoAnswer.CUT_OFF),
                Arguments.of(message("{\"content\": \"\", \"reasoning\": \"She is sad.\"}", "stop"), NoAnswer.ONLY_REASONING),
                Arguments.of(message("{\"content\": \"<think>She is\"}", "length"), NoAnswer.CUT_OFF),
                Arguments.of(message("{\"content\": \"<think>She is sad.</think>\\n\"}", "stop"), NoAnswer.ONLY_REASONING),
                Arguments.of(message("{\"content\": [{\"type\": \"thinking\", \"thinking\": \"She\"}]}", "stop"), NoAnswer.ONLY_REASONING),
                Arguments.of(message("{\"content\": null, \"refusal\": \"I cannot help with that.\"}", "stop"), NoAnswer.REFUSED),
                Arguments.of(message("{\"content\": null, \"tool_calls\": [{\"id\": \"1\", \"type\": \"function\", "
                        + "\"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]}", "tool_calls"), NoAnswer.TOOL_CALL),
                Arguments.of(message("{\"content\": \"Oh n\"}", "content_filter"), NoAnswer.FILTERED),
                Arguments.of(message("{\"content\": null}", "SAFETY"), NoAnswer.FILTERED),
                Arguments.of("{\"choices\": [{\"finish_reason\": \"content_filter\"}], \"usage\": "
                        + "{\"prompt_tokens\": 100, \"completion_tokens\": 7}}", NoAnswer.FILTERED),
                Arguments.of(message("{\"content\": \" \\n\"}", "stop"), NoAnswer.EMPTY),
                Arguments.of(message("{\"content\": \"\\u200b\\ufeff\"}", "stop"), NoAnswer.EMPTY),
                Arguments.of(message("{\"content\": \"\\u3164\"}", "stop"), NoAnswer.EMPTY),
                Arguments.of(message("{\"role\": \"assistant\"}", "stop"), NoAnswer.EMPTY),
                Arguments.of(message("{\"content\": \"**Listener:** \\\"\\\"\"}", "stop"), NoAnswer.EMPTY),
                Arguments.of("{\"choices\": [], \"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 7}}", NoAnswer.EMPTY));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void whatIsNoAnswerIsToldWithItsReasonAndAskedOnce(String reply, NoAnswer why) {
        server.fails(body(reply));
        EndpointAnswer answer = ask();
        assertThat(answer.none()).isEqualTo(why);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.usage()).as("it was paid for").isEqualTo(new Usage(100, 7));
        assertThat(server.seen()).hasSize(1);
    }

    @Test void whatCameIsKeptWhereThereIsNoAnswer() {
        server.fails(body(message("{\"content\": null, \"refusal\": \"I cannot help with that.\"}", "stop")),
                body(message("{\"content\": \"Oh n\"}", "content_filter")));
        assertThat(ask().details().content()).isEqualTo("I cannot help with that.");
        assertThat(ask().details().content()).isEqualTo("Oh n");
    }

    @Test void anAnswerThatIsCutOffInItsOwnWordsIsAnAnswer() {
        server.fails(body(message("{\"content\": \"<think>Sad.</think>I am so\"}", "length")));
        EndpointAnswer answer = ask();
        assertThat(answer.none()).isNull();
        assertThat(answer.text()).isEqualTo("I am so");
        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
    }

    @Test void wrappingIsTakenOffVisiblyOrLeftAsThePersonWants() {
        String wrapped = answer("<think>Kind.</think>\n**Listener:** \"I am so sorry.\nWhat happened?\"", "stop", "m");
        server.fails(body(wrapped), body(wrapped), body(answer("I am so sorry.", "stop", "m")));
        EndpointAnswer off = ask();
        assertThat(off.text()).isEqualTo("I am so sorry. What happened?");
        assertThat(off.details().takenOff()).containsExactly("name **Listener:**", "quotes \"\u2026\"");
        assertThat(off.details().content()).isEqualTo("<think>Kind.</think>\n**Listener:** \"I am so sorry.\nWhat happened?\"");
        EndpointAnswer left = ask(client(server.endpoint().withUnwrap(false)), ChatSettings.standard());
        assertThat(left.text()).isEqualTo("**Listener:** \"I am so sorry. What happened?\"");
        assertThat(left.details().takenOff()).isEmpty();
        assertThat(left.details().reasoning()).isEqualTo("Kind.");
        assertThat(ask().details().content()).as("kept only where it differs").isNull();
    }

    // ---- what is no reply --------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<html><body>login</body></html>|is not JSON but a web page",
            "data: {\"choices\": [{\"delta\": {\"content\": \"Oh\"}}]}|is a stream that ends too early",
            "data: {\"error\": {\"message\": \"overloaded\"}}|is an error: overloaded",
            "{\"choices\": [{\"error\": {\"message\": \"upstream\"}, \"message\": {\"content\": \"O\"}}]}|is an error: upstream",
            "{\"choices\": [{\"message\": {\"content\": [{\"type\": \"image_url\"}]}}]}|a part of a message "
            + "of the kind \"image_url\", which is not text", "data: {broken|an event that is not JSON",
            "{\"choices\": [{\"message\": {\"content\": \"O\"}, \"finish_reason\": \"error\"}]}|ended with an error of the model",
            "{\"success\": false, \"errors\": [{\"message\": \"no such route\"}]}|has no choices"})
    void aBodyThatIsNoReplyIsAskedForOnceMoreAndExplained(String reply, String why) {
        server.fails(body(reply), body(reply));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining(why);
        assertThat(server.seen()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"detail\": [{\"loc\": [\"body\", \"messages\", 2, \"content\"], \"msg\": \"Field "
            + "required\", \"type\": \"missing\", \"input\": {\"temperature\": 1}}]}|messages[2].content: Field required",
            "{\"object\": \"error\", \"message\": \"The model is not multimodal\", \"code\": 400}|The model is not multimodal",
            "[{\"error\": {\"code\": 400, \"message\": \"API key expired\"}}]|API key expired",
            "{\"success\": false, \"errors\": [{\"code\": 7, \"message\": \"no such route\"}]}|no such route", "{\"error\": \"Input "
            + "validation error: inputs must have less than 4096 tokens\", \"error_type\": \"validation\"}|inputs must have less than 4096",
            "{\"error\": {\"message\": \"Provider returned error\", \"metadata\": {\"raw\": \"{\\\"error\\\": "
            + "{\\\"message\\\": \\\"quota of the provider\\\"}}\"}}}|quota of the provider"})
    void aServersWordsAreFoundInEveryForm(String reply, String words) {
        server.fails(status(400, reply));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class)
                .hasMessageContaining("rejects the request (400").hasMessageContaining(words);
        assertThat(server.seen()).hasSize(1);
    }

    @Test void aServersWordsCannotSteerATerminal() {
        server.fails(status(400, "{\"error\": {\"message\": \"bad \\u001b[2J\\u202e field\"}}"));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("bad \\u001b[2J\\u202e field");
    }

    // ---- bodies ------------------------------------------------------------------------------------------------------

    private static Fault bytes(byte[] bytes, String... headers) {
        return (server, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static Fault endless(int status, String start) {
        return (server, exchange) -> {
            exchange.sendResponseHeaders(status, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(start.getBytes(StandardCharsets.UTF_8));
            while (true) out.write(new byte[1 << 16]);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500})
    void aBodyWithoutEndIsCutAtTheBound(int status) {
        server.fails(endless(status, "{\"choices\": ["), endless(status, "{"));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is too large: the answer is larger than 8 MiB");
        assertThat(server.seen()).as("asking again would bring the same").hasSize(1);
    }

    @Test void modelsOfABodyWithoutEndAreGivenUpToo() {
        server.fails(endless(200, "{\"data\": ["));
        assertThatThrownBy(() -> client(server.endpoint()).models(RequestListener.patiently()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("larger than 8 MiB");
    }

    @Test void aBodyThatDripsEndsAtATimeLimit() {
        server.fails((s, exchange) -> drip(exchange));
        long began = System.nanoTime();
        assertThatThrownBy(() -> ask(client(server.endpoint().withLimits(new Limits(1, 1, 0, 1))), ChatSettings.standard()))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("did not finish its response (the answer was not complete after 5 s)");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Hang.LIMIT);
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            try {
                TimeUnit.MILLISECONDS.timedJoin(Thread.currentThread(), 100);
            } catch (InterruptedException closed) {
                throw new IOException(closed);
            }
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test void aCompressedBodyIsReadWithinTheSameBound() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        server.fails(bytes(gzip(answer("Oh no.", "stop", "m").getBytes(StandardCharsets.UTF_8)), "Content-Encoding", "gzip"),
                bytes(bomb, "Content-Encoding", "gzip"), bytes(bomb, "Content-Encoding", "gzip"),
                bytes(bomb, "Content-Encoding", "br"), bytes(bomb, "Content-Encoding", "br"));
        assertThat(ask().text()).isEqualTo("Oh no.");
        assertThatThrownBy(this::ask).hasMessageContaining("is larger than 8 MiB");
        assertThatThrownBy(this::ask).hasMessageContaining("is compressed, which was not requested");
    }

    @Test void anAnswerOfAnotherEncodingIsReadAsItSaysAndNeverGuessed() {
        byte[] latin = answer("C'est d\u00e9sol\u00e9.", "stop", "m").getBytes(StandardCharsets.ISO_8859_1);
        server.fails(bytes(latin, "Content-Type", "application/json; charset=ISO-8859-1"), bytes(latin), bytes(latin));
        assertThat(ask().text()).isEqualTo("C'est d\u00e9sol\u00e9.");
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("is not UTF-8");
    }

    // ---- what a server refuses ---------------------------------------------------------------------------------------

    /** Answers unless the question has what this server refuses. */
    private void refuses(Predicate<JsonObject> refused, int status, String reply, int questions) {
        for (int i = 0; i < questions; i++) {
            server.fails((s, exchange) -> s.send(exchange, refused.test(s.seen().get(s.seen().size() - 1).body()) ? status : 200,
                    refused.test(s.seen().get(s.seen().size() - 1).body()) ? reply : answer("Oh no.", "stop", "m")));
        }
    }

    private static String openai(String message, String param) {
        return "{\"error\": {\"message\": \"" + message + "\", \"type\": \"invalid_request_error\", \"param\": "
                + (param == null ? null : "\"" + param + "\"") + "}}";
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of("temperature", 400, openai("Unsupported value: 'temperature' does not support "
                        + "0.9 with this model. Only the default (1) value is supported.", "temperature")),
                Arguments.of("temperature", 400, openai("`temperature` is deprecated for this model.", null)),
                Arguments.of("temperature", 422,
                        "{\"error\": \"Input validation error: `temperature` must be strictly positive\", \"error_type\": \"validation\"}"),
                Arguments.of("seed", 400, openai("Unrecognized request argument supplied: seed", null)),
                Arguments.of("seed", 422, "{\"detail\": [{\"type\": \"extra_forbidden\", \"loc\": [\"body\", "
                        + "\"seed\"], \"msg\": \"Extra inputs are not permitted\", \"input\": 5}]}"),
                Arguments.of("seed", 422, "{\"object\": \"error\", \"message\": {\"detail\": [{\"type\": \"extra_forbidden\", \"loc\": "
                        + "[\"body\", \"seed\"], \"msg\": \"Extra inputs are not permitted\"}]}, \"type\": \"invalid_request_error\"}"),
                Arguments.of("seed", 400, "[{\"error\": {\"code\": 400, \"message\": \"Invalid JSON payload received. "
                        + "Unknown name \\\"seed\\\": Cannot find field.\", \"status\": \"INVALID_ARGUMENT\"}}]"),
                Arguments.of("seed", 200, openai("seed is not supported by this provider", null)),
                Arguments.of("top_p", 400,
                        openai("`temperature` and `top_p` cannot both be specified for this model. Please use only one.", null)),
                Arguments.of("top_p", 422, "{\"error\": \"Input validation error: `top_p` must be > 0.0 and < 1.0\"}"),
                Arguments.of("max_tokens", 400,
                        openai("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                                "max_tokens")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("parameters")
    void aRefusedParameterIsLeftOutOnceAndRemembered(String parameter, int status, String reply) {
        refuses(question -> question.has(parameter), status, reply, 4);
        EndpointClient client = client(server.endpoint());
        EndpointAnswer answer = ask(client, ChatSettings.standard());
        assertThat(answer.text()).isEqualTo("Oh no.");
        assertThat(server.seen()).hasSize(2);
        JsonObject second = server.seen().get(1).body();
        assertThat(second.has(parameter)).isFalse();
        Set<String> others = new TreeSet<>(server.seen().get(0).body().keySet());
        others.remove(parameter);
        assertThat(second.keySet()).as("nothing else is given up").containsAll(others);
        assertThat(answer.details().sent()).doesNotContainKey(parameter).containsEntry("roles", "system user assistant user");
        assertThat(answer.details().sent().get(EndpointClient.ADAPTED)).contains(parameter);
        assertThat(told).hasSize(1).allSatisfy(one -> assertThat(one).startsWith("double is sent another request: "));
        ask(client, ChatSettings.standard());
        assertThat(server.seen()).as("it is not tried again").hasSize(3);
        assertThat(learned).hasSize(1);
        assertThat(ask(client(server.endpoint().withAdaptations(learned.get(0))), ChatSettings.standard()).text()).isEqualTo("Oh no.");
        assertThat(server.seen()).as("nor after a restart").hasSize(4);
    }

    @Test void aValueThatIsRefusedLeavesOtherValuesToBeTried() {
        refuses(question -> question.has("temperature") && question.get("temperature").getAsDouble() > 1,
                400, openai("temperature must be between 0 and 1", "temperature"), 3);
        EndpointClient client = client(server.endpoint());
        assertThat(ask(client, new ChatSettings(false, 1.5, 1, 120)).details().sent()).doesNotContainKey("temperature");
        assertThat(ask(client, new ChatSettings(false, 0.7, 1, 120)).details().sent()).containsEntry("temperature", "0.7");
    }

    @Test void severalRefusalsOneAfterAnotherAreAllFollowed() {
        String[] order = {"temperature", "top_p", "seed", "max_tokens", "max_completion_tokens"};
        for (int i = 0; i < 8; i++) {
            server.fails((s, exchange) -> {
                JsonObject question = s.seen().get(s.seen().size() - 1).body();
                for (String one : order) {
                    if (question.has(one)) {
                        s.send(exchange, 400, openai("Unsupported parameter: '" + one + "'", one));
                        return;
                    }
                }
                boolean system = question.getAsJsonArray("messages").get(0).getAsJsonObject().get("role").getAsString().equals("system");
                s.send(exchange, system ? 400 : 200, system ? openai("System role not supported", null) : answer("Oh no.", "stop", "m"));
            });
        }
        EndpointAnswer answer = ask();
        assertThat(answer.text()).isEqualTo("Oh no.");
        assertThat(answer.details().sent().keySet()).doesNotContain(order);
        assertThat(server.seen()).hasSize(7);
        assertThat(learned).hasSize(1);
        assertThat(learned.get(0).words()).hasSize(5);
    }

    @Test void aServerThatRefusesWhateverIsSentIsNotAskedForEver() {
        for (int i = 0; i < 30; i++)
            server.fails(status(400, openai(
                    "temperature, top_p, seed, max_tokens, max_completion_tokens are not supported; system role must alternate", null)));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("rejects the request (400");
        assertThat(server.seen().size()).isLessThanOrEqualTo(9);
        assertThat(learned).as("no answer came of it").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|{\"object\": \"error\", \"message\": \"System role not supported\", \"code\": 400}",
            "400|{\"error\": {\"message\": \"Only user and assistant roles are supported!\"}}",
            "500|{\"error\": {\"code\": 500, \"message\": \"Jinja Exception: System role not supported\", \"type\": \"server_error\"}}",
            "400|{\"error\": {\"message\": \"Developer instruction is not enabled for models/gemma\"}}",
            "400|{\"error\": {\"message\": \"Unsupported value: 'messages[0].role' does "
            + "not support 'system' with this model.\", \"param\": \"messages[0].role\"}}",
            "422|{\"detail\": [{\"loc\": [\"body\", \"messages\", 0, \"role\"], \"msg\": \"Input should be 'user' or 'assistant'\"}]}",
            "400|{\"object\": \"error\", \"message\": \"Conversation roles must "
            + "alternate user/assistant/user/assistant/...\", \"code\": 400}",
            "400|{\"error\": {\"message\": \"messages: Unexpected role \\\"system\\\". "
            + "The Messages API accepts a top-level system parameter\"}}"})
    void aServerWithoutASystemRoleGetsThePromptInTheFirstTurn(int status, String reply) {
        refuses(question -> question.getAsJsonArray("messages").get(0).getAsJsonObject().get("role").getAsString().equals("system"),
                status, reply, 3);
        EndpointAnswer answer = ask();
        assertThat(answer.text()).isEqualTo("Oh no.");
        assertThat(server.seen()).hasSize(2);
        assertThat(server.seen().get(1).body().getAsJsonArray("messages").get(0).getAsJsonObject().get("content").getAsString())
                .isEqualTo("Listen.\n\nMy dog died.");
        assertThat(answer.details().sent()).containsEntry("roles", "user assistant user").containsEntry("temperature", "0.9");
        assertThat(learned.get(0).words())
                .containsExactly("the prompt is in the first user message: the server rejects the system role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Conversation roles must alternate user/assistant/user/assistant/...",
            "Expected last role User or Tool, but got assistant",
            "The first message must be from the user", "role 'assistant' is not allowed"})
    void aServerThatTakesOneMessageOnlyGetsAllInOne(String words) {
        refuses(question -> question.getAsJsonArray("messages").size() > 1, 400, openai(words, null), 4);
        EndpointAnswer answer = ask();
        assertThat(answer.text()).isEqualTo("Oh no.");
        assertThat(server.seen().get(server.seen().size() - 1).body().getAsJsonArray("messages")
                .get(0).getAsJsonObject().get("content").getAsString())
                .isEqualTo("Listen.\n\nSpeaker: My dog died.\nListener: Oh no. When?\nSpeaker: On Sunday.\nListener:");
        assertThat(learned.get(0).roles()).isEqualTo(Adaptations.Roles.ONE_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens is too large: 120. This model supports at most 64 completion tokens",
            "This model's maximum context length is 100 tokens, you asked for 120 in max_tokens",
            "Your account is not active", "Invalid value for content: the system you describe is broken",
            "model 'seedling' does not exist"})
    void whatIsNoRefusalOfAFormIsToldAndNotAskedAgain(String words) {
        server.fails(status(400, openai(words, null)));
        assertThatThrownBy(this::ask).isInstanceOf(UserInputException.class).hasMessageContaining("rejects the request (400");
        assertThat(server.seen()).hasSize(1);
    }
}
