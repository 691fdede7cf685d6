package dev.unroll.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfTest {
    @TempDir
    Path folder;

    private static Conf parse(String... lines) {
        return Conf.parse("a.conf", String.join("\n", lines), List.of());
    }

    private static String refusal(String... lines) {
        return assertThrows(UsageException.class, () -> parse(lines)).getMessage();
    }

    @Test
    void readsJavaPropertiesSyntax() {
        Conf conf = parse(
                "# comment",
                "  ! comment \\",
                "network.hidden = 64",
                "network.cell:gru",
                "network.layers 3",
                "data.train = a\\",
                "   b\\u0041\\tc  ",
                "data.test = \\#1",
                "data.where = x = '#'");
        assertEquals(64, conf.integer(Keys.NETWORK_HIDDEN));
        assertEquals("gru", conf.text(Keys.NETWORK_CELL));
        assertEquals(3, conf.integer(Keys.NETWORK_LAYERS));
        assertEquals("abA\tc", conf.text(Keys.DATA_TRAIN));
        assertEquals("#1", conf.text(Keys.DATA_TEST));
        assertEquals("x = '#'", conf.text(Keys.DATA_WHERE));
    }

    @Test
    void agreesWithJavaUtilPropertiesExceptForTrimming() throws IOException {
        String text = "a=1\r\nb : two words\n\n  c\\ d\t=\\u00e9\\\r\n   f\\\\\\\n  g\r\\#e = \\:x\nf\nh=\\ ";
        Properties expected = new Properties();
        expected.load(new java.io.StringReader(text));
        Map<String, Conf.Entry> entries = new PropertiesReader("a.conf", text).read();
        assertEquals(expected.stringPropertyNames(), entries.keySet());
        entries.forEach((key, entry) -> assertEquals(expected.getProperty(key), entry.value(), key));
    }

    @Test
    void trimsValuesButKeepsEscapedBlanks() {
        Conf conf = parse("data.train =  x y \t ", "data.test = x\\  ");
        assertEquals("x y", conf.text(Keys.DATA_TRAIN));
        assertEquals("x ", conf.text(Keys.DATA_TEST));
    }

    @Test
    void refusesACommentInsideAValueWithFileAndLine() {
        String message = refusal("", "network.hidden = 64 # wide");
        assertTrue(message.startsWith("comment inside a value: key=network.hidden file=a.conf line=2"), message);
    }

    @Test
    void refusesAKeySetTwiceWithFileAndLines() {
        String message = refusal("network.hidden=1", "task=language-model \\", "", "network.hidden=2");
        assertTrue(message.startsWith("key set twice: key=network.hidden file=a.conf line=4 first=1"), message);
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheNearest() {
        String[][] pairs = {
            {"networks.hidden", "network.hidden"},
            {"network.hiden", "network.hidden"},
            {"hidden", "network.hidden"},
            {"train.hidden", "network.hidden"},
            {"train.sync.local-step", "train.sync.local-steps"},
            {"local-steps", "train.sync.local-steps"},
            {"data.option.sep", "data.options.sep"},
        };
        for (String[] pair : pairs) {
            String message = refusal("", pair[0] + "=1");
            assertEquals(
                    "unknown key: key=" + pair[0] + " file=a.conf line=2; hint: the nearest known key is " + pair[1],
                    message);
        }
    }

    @Test
    void refusesTheNameOfTheOpenFamilyItself() {
        assertTrue(refusal("data.options.*=1").startsWith("unknown key: key=data.options.*"));
        assertTrue(refusal("data.options.=1").startsWith("unknown key: key=data.options."));
    }

    @Test
    void theCommandLineWins() {
        Conf conf = Conf.parse(
                "a.conf",
                "network.hidden=64\ntrain.batch=8",
                List.of("network.hidden=32", "network.hidden= 16 ", "train.batch="));
        assertEquals(16, conf.integer(Keys.NETWORK_HIDDEN));
        assertEquals(32, conf.integer(Keys.TRAIN_BATCH));
        assertThrows(UsageException.class, () -> Conf.parse("a.conf", "", List.of("network.hidden")));
        assertThrows(UsageException.class, () -> Conf.parse("a.conf", "", List.of("=3")));
    }

    @Test
    void handsSparkSettingsOnAndKeepsReaderOptionsAsTheyAre() {
        Conf conf = Conf.parse(
                "a.conf",
                "spark.executor.memory=2g\ndata.options.sep=\\t\ndata.options.quote=",
                List.of("spark.a=b", "data.options.x= y"));
        assertEquals(Map.of("spark.executor.memory", "2g", "spark.a", "b"), conf.spark());
        assertEquals(Map.of("sep", "\t", "quote", "", "x", " y"), conf.options());
    }

    @Test
    void refusesValuesOfTheWrongKindNamingKeyValueAndPlace() {
        String[] values = {"six", "1.5", "9999999999", "0x10", "1__0", "99999999999999999999"};
        for (String value : values) {
            Conf conf = parse("network.hidden=" + value);
            UsageException e = assertThrows(UsageException.class, () -> conf.integer(Keys.NETWORK_HIDDEN));
            assertEquals(
                    "value not understood: network.hidden=" + value
                            + " file=a.conf line=1; hint: set network.hidden to a whole number from 1 to 65536",
                    e.getMessage());
        }
        for (String value : List.of("NaN", "1d", "1e999", "0x1p3", "--1", ".")) {
            Conf conf = parse("train.rate=" + value);
            assertThrows(UsageException.class, () -> conf.number(Keys.TRAIN_RATE), value);
        }
        assertThrows(UsageException.class, () -> parse("network.tied=yes").flag(Keys.NETWORK_TIED));
        assertThrows(UsageException.class, () -> parse("network.cell=LSTM").choice(Keys.NETWORK_CELL, Cell.class));
    }

    @Test
    void understandsGroupedDigitsAndExponents() {
        assertEquals(1_000_000, parse("data.shard-tokens=1_000_000").longInteger(Keys.DATA_SHARD_TOKENS));
        assertEquals(2e-3, parse("train.rate=2e-3").number(Keys.TRAIN_RATE));
        assertEquals(0.5, parse("train.rate=.5").number(Keys.TRAIN_RATE));
    }

    @Test
    void readsAFileAsUtf8WithOrWithoutByteOrderMark() throws IOException {
        Path file = folder.resolve("b.conf");
        Files.writeString(file, "\uFEFFdata.train=\u00e9");
        assertEquals("\u00e9", Conf.read(file, List.of()).text(Keys.DATA_TRAIN));
        Files.write(file, new byte[] {'a', '=', (byte) 0xE9});
        assertTrue(assertThrows(UsageException.class, () -> Conf.read(file, List.of()))
                .getMessage()
                .startsWith("configuration is not UTF-8: file="));
        Path missing = folder.resolve("c.conf");
        assertTrue(assertThrows(UsageException.class, () -> Conf.read(missing, List.of()))
                .getMessage()
                .startsWith("no such configuration: file="));
        assertTrue(assertThrows(UsageException.class, () -> Conf.read(folder, List.of()))
                .getMessage()
                .startsWith("configuration cannot be read: file="));
    }

    @Test
    void refusesABrokenEscape() {
        assertEquals(
                "escape not understood: file=a.conf line=2; hint: write \\u with four hexadecimal digits",
                refusal("", "data.train=\\u00g1"));
        assertTrue(refusal("data.train=\\u12").startsWith("escape not understood"));
    }
}
