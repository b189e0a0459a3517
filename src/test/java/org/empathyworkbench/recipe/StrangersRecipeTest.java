package org.empathyworkbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.empathyworkbench.demo.DemoFolder;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes and records as strangers write them: numbers are taken exactly or not at all, and what is wrong is named with its place. */
class StrangersRecipeTest {
    @TempDir Path folder;

    private AbstractThrowableAssert<?, ?> refused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.json"), text, StandardCharsets.UTF_8);
        return assertThatThrownBy(() -> Recipes.read(file)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("Nothing was started")
                .satisfies(refusal -> assertThat(refusal.getMessage()).matches("[^\\p{Cntrl}]{20,1500}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967297", "2147483648", "-2147483647", "0", "257", "1.5", "1e400",
            "1e-400", "1e999999999", "-1e999999999", "99999999999999999999", "\"2\"", "true", "[2]", "{}"})
    void threadsAreAWholeNumberInRange(String threads) throws IOException {
        refused("{\"kind\": \"generator\",\n  \"threads\": " + threads + "}").hasMessageContaining("\"threads\"")
                .hasMessageContaining("between 1 and 256").hasMessageContaining("line 2, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "-9223372036854775809", "1e19", "1e400", "\"7\"", "null null"})
    void aSeedIsAWholeNumberOf64Bits(String seed) throws IOException {
        refused("{\"kind\": \"generator\",\n\n\"seed\": " + seed + "}").hasMessageContaining("line 3, column");
    }

    @Test void whatIsExactlyWholeIsTakenExactly() throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.json"), "{\"kind\": \"generator\", \"seed\": "
                + "9007199254740993, \"threads\": 2.0, \"settings\": {\"batch\": 1.6e1, \"maximumSteps\": 100000000}}");
        Recipe recipe = Recipes.read(file);
        assertThat(recipe.seed()).isEqualTo(9007199254740993L);
        assertThat(recipe.threads()).isEqualTo(2);
        assertThat(recipe.runSettings().toMap().get("batch")).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"batch|4294967297", "batch|1.5", "batch|-1", "batch|1e400",
            "batch|\"NaN\"", "batch|\"0x10\"", "batch|\"8d\"", "batch|\"Infinity\"", "batch|true", "batch|\"\"",
            "learningRate|1e400", "learningRate|-0.5", "learningRate|\"NaN\"", "learningRate|\"1e-3f\"",
            "learningRate|\"0x1p-3\"", "keepBest|1", "keepBest|\"yes\"", "batch|null", "batch|[8]", "batch|{}",
            "nonsense|1", "Batch|8"})
    void aSettingThatCannotBeIsNamedWithItsPlace(String key, String value) throws IOException {
        refused("{\"kind\": \"generator\",\n \"settings\": {\n   \"heads\": 2,\n     \"" + key + "\": " + value + "}}")
                .hasMessageContaining("\"" + key + "\"").hasMessageContaining("line 4, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\": \"generator\", \"seed\": 1,\n \"seed\": 2}",
            "{\"kind\": \"generator\", \"settings\": {\"batch\": 8,\n \"batch\": 16}}", "{\"kind\": \"generator\",\n\"kind\": \"ppo\"}",
            "{\"kind\": \"generator\", \"settings\": {},\n\"settings\": {\"batch\": 8}}"})
    void theSameKeyTwiceIsRefused(String text) throws IOException { refused(text).hasMessageContaining("twice, line 2, column"); }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"kind\": \"generator\"} {}", "{\"kind\": \"generator\",}",
            "{'kind': 'generator'}", "{\"kind\": generator}", "{\"seed\": NaN, \"kind\": \"ppo\"}", "{\"seed\": 01}",
            "{\"kind\": \"generator\" /* a */}", "\u0000", "{\"kind\": \"gen\u001b[2Jerator\"}", "{\"kind\": null}",
            "{\"preset\": \"../../etc\"}", "{\"kind\": [\"generator\"]}", "{\"kind\": \"generator\", \"name\": 7}",
            "{\"kind\": \"generator\", \"k\u001b[2J\\u202ey\": 7}"})
    void whatIsNoRecipeIsOneSentence(String text) throws IOException { refused(text); }

    @Test void depthAndSizeHaveBounds() throws IOException {
        refused("{\"kind\": \"generator\", \"settings\": " + "[".repeat(100_000) + "}");
        refused("{\"kind\": \"" + "g".repeat(900_000) + "\"}");
        refused("{\"kind\": \"generator\", \"name\": \"" + "n".repeat(1_000_001) + "\"}").hasMessageContaining("larger than 1 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967297", "0", "-1", "257", "1.5", "x", "1e1"})
    void theSameHoldsForASettingOfACommand(String threads) {
        Recipe recipe = Recipes.preset("demo-generator").recipe();
        assertThatThrownBy(() -> recipe.withAssignment("threads=" + threads))
                .isInstanceOf(UserInputException.class).hasMessageContaining("\"threads\"");
    }

    private static final String PLATFORM =
            "{\"java\":\"17\",\"vm\":\"v\",\"djl\":\"d\",\"libtorch\":\"l\",\"system\":\"s\",\"processor\":\"p\",\"cores\":2}";
    private static final String PROGRAM = "{\"version\":\"1\",\"commit\":\"\",\"code\":\"ab\",\"method\":\"1\"}";

    private static String record(String member, String value) {
        JsonObject record = JsonParser.parseString("{\"format\":1,\"run\":\"20260131-120000-1a2b3c4d\","
                + "\"name\":\"n\",\"origin\":\"\",\"began\":\"\",\"recipe\":{\"kind\":\"generator\"},"
                + "\"program\":" + PROGRAM + ",\"platform\":" + PLATFORM
                + ",\"device\":{\"name\":\"cpu\",\"title\":\"\",\"threads\":1},\"data\":{},\"models\":{},\"sittings\":[],\"made\":null}")
                .getAsJsonObject();
        if (!member.isEmpty()) record.add(member, JsonParser.parseString(value));
        return record.toString();
    }

    @Test void aWholeRecordIsRead() {
        assertThat(RunRecord.parse(record("", ""), "record.json").run()).isEqualTo("20260131-120000-1a2b3c4d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"origin|\"x@abc\"", "origin|\"x@4294967297\"",
            "origin|\"../../x@4\"", "origin|\"/home/me/Documents@4\"", "origin|\"x\"", "origin|null", "origin|[]",
            "data|{\"train\":null}", "data|{\"train\":{\"dataset\":\"d\",\"entries\":1,\"sha256\":null}}",
            "data|{\"train\":{\"entries\":4294967297}}", "models|{\"base\":null}",
            "models|{\"base\":{\"name\":\"b\",\"sha256\":{\"../../../etc/passwd\":\""
            + "00000000000000000000000000000000" + "00000000000000000000000000000000" + "\"}}}",
            "models|{\"base\":{\"name\":\"b\",\"sha256\":{\"/dev/zero\":\"00000000000000000000000000000000000000000000000000000"
            + "00000000000\"}}}", "models|{\"base\":{\"name\":\"b\",\"sha256\":{\"config.json\":null}}}",
            "models|{\"base\":{\"name\":\"b\",\"sha256\":null}}", "sittings|[null]", "sittings|{}", "made|{}",
            "made|{\"model\":null}", "made|[]", "program|{}", "program|{\"code\":null}", "program|7", "platform|{}",
            "device|{}", "recipe|null", "recipe|[]", "recipe|\"x\"", "run|null",
            "run|\"../../victims\"", "run|\"a\\nb\"", "format|\"x\"", "format|2"})
    void aRecordThatIsNotWholeIsOneSentence(String member, String value) {
        assertThatThrownBy(() -> RunRecord.parse(record(member, value), "record.json"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("is not a readable record")
                .satisfies(refusal -> assertThat(refusal.getMessage()).matches("[^\\p{Cntrl}]{20,500}"));
    }

    @Test void aCodeOfFewDigitsIsShownAsItIs() {
        assertThat(RunRecord.parse(record("program", "{\"version\":\"1\",\"commit\":\"c\",\"code\":\"a\",\"method\":\"1\"}"),
                "record.json").program().code()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{", "{\"state\":\"RUNNING\",\"what\":\"\",\"message\":\"\",\"fraction\":\"NaN\"}",
            "{\"state\":\"RUNNING\",\"what\":\"\",\"message\":\"\",\"fraction\":-5}",
            "{\"state\":\"NONSENSE\",\"what\":\"\",\"message\":\"\"}",
            "{\"state\":\"RUNNING\",\"pid\":1e40,\"what\":\"\",\"message\":\"\"}", "{\"state\":\"RUNNING\",\"what\":null,\"message\":\"\"}",
            "{\"state\":\"RUNNING\",\"what\":\"\",\"message\":\"\",\"outcome\":{\"cases\":[null]}}"})
    void aStateOfTheDemoLoopThatIsNoneCountsAsNone(String state) throws IOException {
        Path own = Files.createDirectories(folder.resolve("w/demo"));
        Files.writeString(own.resolve("state.json"), state);
        assertThat(new DemoFolder(folder.resolve("w")).read()).isEmpty();
    }

    @Test void theDemoLoopsFolderIsNotALink() throws IOException {
        Path victim = Files.createDirectories(folder.resolve("Documents"));
        Files.writeString(victim.resolve("stop"), "a stand-in's file");
        Files.createDirectories(folder.resolve("w"));
        Files.createSymbolicLink(folder.resolve("w/demo"), victim);
        DemoFolder demo = new DemoFolder(folder.resolve("w"));
        assertThatThrownBy(demo::requestStop).isInstanceOf(UserInputException.class).hasMessageContaining("link");
        assertThat(demo.read()).isEmpty();
        assertThat(victim.resolve("stop")).hasContent("a stand-in's file");
    }
}
