package dev.unroll.data.format;

import dev.unroll.spec.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of a GFF3 file; each is a feature by itself, so that a gene of several exons has several coding ones. */
final class Gff3Rows {
    /*
     * Not htsjdk's decoder: it refuses attributes that end with a semicolon, as all of the Saccharomyces Genome Database's do,
     * takes + for a space and an unknown strand for none, and either links rows, which keeps the file in memory together with
     * rows that it has refused, or must be handed one row at a time.
     */
    private static final int COLUMNS = 9;
    private static final String VERSION = "##gff-version";
    private static final String SEQUENCES = "##FASTA";

    private final Input file;
    private final Annotations.Sink sink;
    private final Lines lines;

    Gff3Rows(Input file, Annotations.Sink sink) {
        this.file = file;
        this.sink = sink;
        this.lines = new Lines(file, new Characters(file));
    }

    /** Reads up to the end, or to the sequences that may follow the annotation. */
    void read() throws IOException {
        for (String line = lines.next(); line != null && !sequencesBegin(line); line = lines.next()) {
            if (line.startsWith(VERSION)) {
                version(Separator.trim(line.substring(VERSION.length())));
            } else if (!line.isBlank() && line.charAt(0) != '#') {
                try {
                    sink.feature(feature(line));
                } catch (BadRecord e) {
                    sink.rejected(e.at(lines.place(), line));
                }
            }
        }
    }

    private static boolean sequencesBegin(String line) {
        return line.startsWith(SEQUENCES) || line.startsWith(">");
    }

    private void version(String version) {
        if (!version.startsWith("3")) {
            throw notGff3("version " + version);
        }
    }

    private UsageException notGff3(String found) {
        return new UsageException(
                "annotation is not GFF3: " + file.at(lines.number()) + " found=" + found, "convert it to GFF3 or BED");
    }

    private Feature feature(String line) throws BadRecord {
        List<String> row = Separator.TAB.split(line);
        if (row.size() != COLUMNS) {
            throw new BadRecord("columns are not nine with tabs between: columns=" + row.size());
        }
        String attributes = row.get(8);
        if (attributes.indexOf('=') < 0 && attributes.indexOf('"') >= 0) {
            throw notGff3("GFF2 attributes " + attributes);
        }
        long start = Decimal.position(row, 3);
        long end = Decimal.position(row, 4);
        if (start < 1 || end < start) {
            throw new BadRecord("start and end do not fit: start=" + start + " end=" + end);
        }
        String parent = attribute(attributes, "Parent");
        String name = parent.isEmpty() ? attribute(attributes, "ID") : parent;
        Region region = new Region(decoded(row.get(0)), start - 1, end);
        return new Feature(
                lines.place(), region, Strand.of(row.get(6)), decoded(row.get(2)), phase(row.get(7)), decoded(name));
    }

    private static int phase(String field) throws BadRecord {
        return switch (field) {
            case "." -> -1;
            case "0" -> 0;
            case "1" -> 1;
            case "2" -> 2;
            default -> throw new BadRecord("phase is not 0, 1 or 2: phase=" + field);
        };
    }

    private static String attribute(String attributes, String name) {
        for (String attribute : attributes.split(";")) {
            int equals = attribute.indexOf('=');
            if (equals > 0 && Separator.trim(attribute.substring(0, equals)).equals(name)) {
                return Separator.trim(attribute.substring(equals + 1));
            }
        }
        return "";
    }

    /** {@code %2C} is a comma; a percent sign before anything else stands for itself. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            int high = utf8[i] == '%' && i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(utf8[i + 2], 16);
            bytes.write(low < 0 ? utf8[i] : 16 * high + low);
            i += low < 0 ? 0 : 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
