package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.spec.Spec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a task is given or returns goes through Java serialization on its way; nothing of it is ever stored in that form. */
class TravelTest {
    private static Object travelled(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
            out.flush();
            return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void recordsArriveAsTheyWere() {
        Spec spec = Settings.spec("data.format=csv", "data.options.sep=;", "network.cell=gru");
        Schedule schedule = new Schedule(1, 2, 3, List.of(4, 5));
        List<Object> records = List.of(
                spec,
                UnitRules.of(spec),
                TurnSpec.of(spec),
                schedule.plan(schedule.start()),
                new ShardSummary(1, 2, 3, 4, 5, 6),
                new BlockCount(1, 2, 3, 4, 5, 6, 7, Map.of("a", 8L)),
                new Transcoder.Report(1, 2, 3));
        for (Object record : records) {
            assertEquals(record, travelled(record));
        }
    }

    @Test
    void plansArriveAsTheyWere() {
        TextCorpus corpus =
                new TextCorpus(List.of(new TextCorpus.TextFile("b", 5), new TextCorpus.TextFile("a", 7)), 4);
        TextCorpus corpusThere = (TextCorpus) travelled(corpus);
        assertEquals(corpus.files(), corpusThere.files());
        assertEquals(corpus.pieces(1), corpusThere.pieces(1));
        ShardPlan plan = (ShardPlan) travelled(new ShardPlan(List.of(5L, 6L), 1, 9, 2));
        assertEquals(List.of(1L, 5L, 10L), List.of(plan.start(0), plan.start(1), plan.start(2)));
        assertEquals(1, plan.blockOf(5));
        RecordSplit split = (RecordSplit) travelled(new RecordSplit(new BigDecimal("0.5"), 3));
        assertEquals(List.of(true, false), List.of(split.isValidation(0), split.isValidation(-1)));
    }
}
