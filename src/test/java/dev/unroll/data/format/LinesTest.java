package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    /** Hands bytes out one by one, so that every boundary falls everywhere. */
    private static InputStream drop(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
    }

    private record Result(List<String> lines, long replaced) {}

    private static Result lines(InputStream bytes, Charset charset) throws IOException {
        Input file = new Input("a.txt", bytes, charset);
        Characters characters = new Characters(file);
        Lines lines = new Lines(file, characters);
        List<String> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
            assertEquals(all.size(), lines.number());
        }
        return new Result(all, characters.replaced());
    }

    private static List<String> lines(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        List<String> whole = lines(new ByteArrayInputStream(bytes), UTF_8).lines();
        assertEquals(whole, lines(drop(bytes), UTF_8).lines());
        return whole;
    }

    @Test
    void lineFeedReturnAndBothEndALineAndSoDoesTheFile() throws IOException {
        assertEquals(List.of("a", "b", "c", "", "", "d"), lines("a\nb\r\nc\r\r\n\nd"));
        assertEquals(List.of("a"), lines("a\n"));
        assertEquals(List.of("", ""), lines("\n\r"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void noOtherCharacterEndsALine() throws IOException {
        String line = "a\u0085b\u2028c\u2029d\u000Be\ff\u0000g";
        assertEquals(List.of(line, "h"), lines(line + "\nh"));
        byte[] windows = {'a', (byte) 0x85, 'b', '\n', 'c'};
        assertEquals(
                List.of("a\u2026b", "c"),
                lines(new ByteArrayInputStream(windows), Charset.forName("windows-1252"))
                        .lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkAtTheStartIsNoText(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String text = "a\uFEFFb\n\uFEFFc\uD83D\uDE00";
        byte[] bytes = (name.equals("UTF-16") ? text : "\uFEFF" + text).getBytes(charset);
        assertEquals(
                List.of("a\uFEFFb", "\uFEFFc\uD83D\uDE00"),
                lines(drop(bytes), charset).lines());
    }

    @Test
    void illFormedPartsAreReplacedAndCounted() throws IOException {
        byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x82, '\n', (byte) 0xF0, (byte) 0x9F};
        for (InputStream stream : List.of(new ByteArrayInputStream(bytes), drop(bytes))) {
            Result result = lines(stream, UTF_8);
            assertEquals(List.of("a\uFFFDb\uFFFD", "\uFFFD"), result.lines());
            assertEquals(3, result.replaced());
        }
    }

    @Test
    void replacementsFillBuffersToTheBrim() throws IOException {
        byte[] bytes = "x".repeat(100_000).getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i += 3) {
            bytes[i] = (byte) 0xFF;
        }
        Result result = lines(new ByteArrayInputStream(bytes), UTF_8);
        assertEquals("\uFFFDxx".repeat(33_333) + "\uFFFD", result.lines().get(0));
        assertEquals(33_334, result.replaced());
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
        Findings.Endless endless = new Findings.Endless("a\n", "x", 4L * Lines.LONGEST);
        Input file = endless.input("big.txt");
        Lines lines = new Lines(file, new Characters(file));
        UsageException e = assertThrows(UsageException.class, () -> {
            lines.next();
            lines.next();
        });
        assertTrue(e.getMessage().startsWith("line is too long: file=big.txt line=2 "), e.getMessage());
        assertTrue(endless.bytesRead() < Lines.LONGEST + (1 << 20), "read " + endless.bytesRead());
    }
}
