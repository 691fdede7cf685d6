package dev.unroll.data.format;

import dev.unroll.spec.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells GFF3 from BED by the first line that only one of them has, whatever the file is called. */
final class AnnotationKind {
    private static final int COLUMNS_OF_GFF = 9;
    private static final Pattern POSITION = Pattern.compile("-?[0-9]+");

    private AnnotationKind() {}

    /** The kind of a file that begins so. */
    static Annotations of(Input file, byte[] beginning) throws IOException {
        Input start = new Input(file.name(), new ByteArrayInputStream(beginning), file.charset());
        Lines lines = new Lines(start, new Characters(start));
        for (String line = lines.next(); line != null; line = lines.next()) {
            Optional<Annotations> kind = of(line);
            if (kind.isPresent()) {
                return kind.get();
            }
        }
        throw new UsageException(
                "annotation is neither GFF3 nor BED: file=" + file.name(),
                "GFF3 has nine columns with tabs between, BED three to twelve: name such a file in data.annotation");
    }

    private static Optional<Annotations> of(String line) {
        if (line.startsWith("##gff-version")) {
            return Optional.of(Annotations.GFF3);
        }
        if (line.isBlank() || line.charAt(0) == '#') {
            return Optional.empty();
        }
        List<String> words = Separator.WHITE_SPACE.split(line);
        if (words.get(0).equals("track") || words.get(0).equals("browser") || isPlace(words, 1)) {
            return Optional.of(Annotations.BED);
        }
        List<String> columns = Separator.TAB.split(line);
        boolean gff = columns.size() == COLUMNS_OF_GFF && isPlace(columns, 3);
        return gff ? Optional.of(Annotations.GFF3) : Optional.empty();
    }

    /** Whether a start and an end stand side by side. */
    private static boolean isPlace(List<String> columns, int first) {
        return columns.size() > first + 1
                && POSITION.matcher(columns.get(first)).matches()
                && POSITION.matcher(columns.get(first + 1)).matches();
    }
}
