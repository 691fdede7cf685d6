package dev.unroll.data.format;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Segments as GFF3 (version 1.26 of its specification): rows of nine columns, counted from 1, both ends inside.
 *
 * <p>The source is {@value #SOURCE}, the score the mean probability. The ID is made of what a segment is, {@code
 * TYPE:SEQUENCE:START:END:STRAND} with a strand of 1, -1 or 0, so it is unique among all files, and the same wherever else there are
 * segments. GFF3 wants a phase of each {@code CDS}: it is 0 where the classes do not tell the places of a codon apart.
 */
public final class Gff3Writer implements Segment.Sink {
    private static final String SOURCE = "unroll";
    private static final String OF_NAMES = ".:^*$@!+_?-|";
    private static final String NOT_IN_ATTRIBUTES = ";=&,";

    private final Writer out;
    private final Map<String, Long> lengths;

    /**
     * Begins a file.
     *
     * @param out takes it, in UTF-8; it is not closed
     * @param lengths of the sequences, as {@link FastaReader#lengths} gives them; one whose length is not known has no
     *     {@code ##sequence-region}
     */
    public Gff3Writer(Writer out, Map<String, Long> lengths) throws IOException {
        this.out = out;
        this.lengths = lengths;
        out.write("##gff-version 3\n");
    }

    @Override
    public void sequence(String contig) throws IOException {
        long length = lengths.getOrDefault(contig, 0L);
        if (length > 0) {
            out.write("##sequence-region " + name(contig) + " 1 " + length + "\n");
        }
    }

    @Override
    public void segment(Segment segment) throws IOException {
        Region region = segment.region();
        String id = segment.type() + ":" + region.contig() + ":" + (region.start() + 1) + ":" + region.end() + ":"
                + number(segment.strand());
        out.write(String.join(
                        "\t",
                        name(region.contig()),
                        SOURCE,
                        encoded(segment.type(), ""),
                        String.valueOf(region.start() + 1),
                        String.valueOf(region.end()),
                        FourDigits.text(FourDigits.of(segment.score())),
                        segment.strand().sign(),
                        phase(segment),
                        "ID=" + encoded(id, NOT_IN_ATTRIBUTES))
                + "\n");
    }

    private static String phase(Segment segment) {
        if (!segment.type().equals(Feature.CODING)) {
            return ".";
        }
        return String.valueOf(Math.max(0, segment.phase()));
    }

    private static String number(Strand strand) {
        return switch (strand) {
            case PLUS -> "1";
            case MINUS -> "-1";
            case NONE -> "0";
        };
    }

    /** The name of a sequence: all but letters and digits of ASCII and some signs is encoded. */
    private static String name(String contig) {
        StringBuilder text = new StringBuilder();
        for (byte b : contig.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (letter || OF_NAMES.indexOf(c) >= 0) {
                text.append(c);
            } else {
                percent(b, text);
            }
        }
        return text.toString();
    }

    /** Any other text: only control characters, the percent sign and the others that are named are encoded. */
    private static String encoded(String plain, String others) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c < ' ' || c == 127 || c == '%' || others.indexOf(c) >= 0) {
                percent((byte) c, text);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static void percent(byte b, StringBuilder text) {
        text.append('%');
        text.append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)));
        text.append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
    }
}
