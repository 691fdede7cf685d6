package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationKindTest {
    /** Types of features, and reasons of rows that are none. */
    private static List<String> read(String text) {
        List<String> found = new ArrayList<>();
        Annotations.readEither(Findings.input("genes.txt", text), new Annotations.Sink() {
            @Override
            public void feature(Feature feature) {
                found.add(feature.type() + " " + feature.region().key());
            }

            @Override
            public void rejected(Rejected row) {
                found.add(row.place() + ": " + row.reason());
            }
        });
        return found;
    }

    @Test
    void whatAFileIsStandsInItAndNotInItsName() {
        String gff = "c\tx\tCDS\t5\t9\t.\t+\t0\tID=g\n";
        assertEquals(List.of("CDS c:4-9"), read("##gff-version 3\n" + gff));
        assertEquals(List.of("CDS c:4-9"), read("\uFEFF# mine\n\n" + gff));
        assertEquals(List.of("region c:4-9"), read("c\t4\t9\n"));
        assertEquals(List.of("region c:4-9"), read("track name=x\nc 4 9 gene\n"));
        assertEquals(List.of("region c:4-9"), read("browser position c:1-2\r\nc\t4\t9\r\n"));
    }

    @Test
    void aRowOfNeitherKindBeforeTheFirstIsRejected() {
        List<String> found = read("c CDS 1 2\nc\tx\tCDS\t5\t9\t.\t+\t0\tID=g\n");
        assertEquals("genes.txt:1: columns are not nine with tabs between: columns=1", found.get(0));
        assertEquals("CDS c:4-9", found.get(1));
    }

    @Test
    void aFileOfNeitherKindIsRefused() {
        for (String text : List.of("", "# nothing\n", ">c\nACGT\n")) {
            UsageException e = assertThrows(UsageException.class, () -> read(text));
            assertTrue(
                    e.getMessage().startsWith("annotation is neither GFF3 nor BED: file=genes.txt; hint: "),
                    e.getMessage());
        }
    }
}
