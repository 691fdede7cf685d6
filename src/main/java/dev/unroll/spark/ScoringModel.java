package dev.unroll.spark;

import dev.unroll.data.RecordEncoder;
import dev.unroll.data.UnitIds;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.infer.SequenceScorer;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A language model on its way to the tasks that score lines. */
final class ScoringModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RunSetup setup;
    private final KnownUnits units;
    private final float[] weights;

    ScoringModel(Spec spec, Vocabulary vocabulary, float[] weights) {
        this.setup = new RunSetup(UUID.randomUUID().toString(), spec, vocabulary.size());
        this.units = new KnownUnits(vocabulary);
        this.weights = weights;
    }

    /** What is asked about lines. */
    enum Question {
        /** {@link LineFindings}. */
        FINDINGS,
        /** {@link LineTotals}. */
        TOTALS
    }

    /** How much is kept of a line's score. */
    enum Detail {
        /** The sum over its units. */
        SUM,
        /** Each unit's log-probability. */
        POSITIONS
    }

    /**
     * A line's score.
     *
     * @param logProbability summed over its units, in nats
     * @param length its units, what ends it included; -1 where there is no line to score
     * @param unknown units that are {@code <unk>}
     * @param ends units that are {@code <eos>}
     * @param positions log-probability of each unit, empty unless asked for
     */
    record Score(double logProbability, int length, int unknown, int ends, double[] positions) {
        static final Score NONE = new Score(0, -1, 0, 0, new double[0]);
    }

    /**
     * Lines that were scored.
     *
     * @param scores of each
     * @param found what was met in them on the way
     */
    record Scored(List<Score> scores, IngestReport found) {}

    /**
     * The answer of a task about these lines.
     *
     * @param absent what null among them is
     * @throws dev.unroll.spec.UsageException also where nothing is scored yet, if scores could not be computed here
     */
    byte[] answer(Question question, List<byte @Nullable []> lines, Finding absent) {
        ExecutorState.requireKernels();
        IngestReport given = IngestReport.NONE
                .with(Finding.LINES, lines.size())
                .with(absent, lines.stream().filter(Objects::isNull).count());
        return switch (question) {
            case FINDINGS -> LineFindings.of(counter(), lines).plus(given).answer();
            case TOTALS -> LineTotals.of(score(lines, Detail.SUM)).plus(given).answer();
        };
    }

    /** What cuts lines into units and only counts what is ill-formed, whatever else becomes of it. */
    private RecordEncoder counter() {
        return new RecordEncoder(UnitRules.of(setup.spec()).with(DataSpec.InvalidUtf8.REPLACE), units.vocabulary());
    }

    /** Scores lines, each by itself, in this order; null stands for what has no text. */
    Scored score(List<byte @Nullable []> lines, Detail detail) {
        RecordEncoder encoder = new RecordEncoder(UnitRules.of(setup.spec()), units.vocabulary());
        List<int[]> sequences = new ArrayList<>(lines.size());
        boolean[] scored = new boolean[lines.size()];
        for (int i = 0; i < scored.length; i++) {
            byte[] line = lines.get(i);
            encoder.units().clear();
            scored[i] = line != null && encoder.encode(line, line.length);
            sequences.add(encoder.units().toArray());
        }
        List<double[]> positions = logProbabilities(sequences, detail);
        List<Score> scores = new ArrayList<>(scored.length);
        for (int i = 0; i < scored.length; i++) {
            scores.add(scored[i] ? score(sequences.get(i), positions.get(i), detail) : Score.NONE);
        }
        return new Scored(scores, IngestReport.of(encoder));
    }

    /** Of each sequence its positions, or its sum alone. */
    private List<double[]> logProbabilities(List<int[]> sequences, Detail detail) {
        ExecutorState state = ExecutorState.of(setup);
        PackedNetwork packed = state.scoringPool().acquire(state.scoringNetwork(), 0, weights);
        Workspace work = state.scoringPool().workspace(state.scoringNetwork());
        try {
            SequenceScorer scorer = new SequenceScorer(state.scoringNetwork(), packed, work);
            if (detail == Detail.POSITIONS) {
                return scorer.positions(sequences);
            }
            List<double[]> sums = new ArrayList<>(sequences.size());
            for (double sum : scorer.sums(sequences)) {
                sums.add(new double[] {sum});
            }
            return sums;
        } finally {
            state.scoringPool().release(work);
            state.scoringPool().release(packed);
        }
    }

    private static Score score(int[] units, double[] values, Detail detail) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        int unknown = 0;
        int ends = 0;
        for (int unit : units) {
            unknown += unit == UnitIds.UNKNOWN ? 1 : 0;
            ends += unit == UnitIds.END ? 1 : 0;
        }
        double[] positions = detail == Detail.POSITIONS ? values : new double[0];
        return new Score(sum, units.length, unknown, ends, positions);
    }
}
