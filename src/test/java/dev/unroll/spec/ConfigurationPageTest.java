package dev.unroll.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is held against the registry: where this fails, its message is what belongs into the page. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of(System.getProperty("unroll.basedir", "."), "docs", "configuration.md");

    private static Map<String, String> tables() {
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        for (Key key : Keys.all()) {
            int dot = key.name().indexOf('.');
            String group = dot < 0 ? "task" : key.name().substring(0, dot);
            groups.computeIfAbsent(
                            group,
                            g -> new StringBuilder(
                                    "## " + g + "\n\n"
                                            + "| key | default | set it to | meaning | changes the bits? |\n| --- | --- | --- | --- | --- |\n"))
                    .append(row(key));
        }
        Map<String, String> tables = new LinkedHashMap<>();
        groups.forEach((group, table) -> tables.put(group, table.toString()));
        return tables;
    }

    private static String row(Key key) {
        String fallback = key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`";
        String meaning = key.meaning().replace("<", "&lt;");
        return "| `" + key.name() + "` | " + fallback + " | " + key.values() + " | " + meaning + " | "
                + (key.changesTheBits() ? "yes" : "no") + " |\n";
    }

    @Test
    void thePageHoldsEveryGroupOfKeysWordForWord() throws IOException {
        String page = Files.readString(PAGE);
        tables().forEach((group, table) ->
                assertTrue(page.contains(table), () -> "expected in " + PAGE + ":\n" + table));
    }

    @Test
    void thePageHoldsNoOtherRow() throws IOException {
        long rows = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .count();
        assertEquals(Keys.all().size(), rows);
    }

    @Test
    void everyDefaultIsAValueThatMayBeWritten() {
        for (Key key : Keys.all()) {
            if (!key.fallback().isEmpty()) {
                String word = key.name() + "=" + key.fallback();
                Spec.from(Conf.parse("a.conf", word, java.util.List.of()));
            }
        }
    }
}
