package dev.unroll.spark;

import dev.unroll.data.Prediction;
import dev.unroll.data.Targets;
import dev.unroll.data.format.ClassProbability;
import dev.unroll.data.format.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of bases in a row, on its way from the task that says it to the one that writes it: 6 bytes a base where one class is said,
 * 4 bytes for each class where several can be.
 *
 * @param region where they lie
 * @param said of which row i is that of base {@code region.start() + i}
 */
record StitchedPart(Region region, Prediction said) {
    private static final byte ONE = 0;
    private static final byte SEVERAL = 1;

    /** The rows of a window that belong to a part of it. */
    static StitchedPart of(Region part, Prediction said, int first) {
        int end = first + (int) (part.end() - part.start());
        if (said instanceof Prediction.Classes one) {
            return new StitchedPart(
                    part,
                    new Prediction.Classes(
                            one.level(),
                            one.names(),
                            Arrays.copyOfRange(one.ids(), first, end),
                            Arrays.copyOfRange(one.confidence(), first, end),
                            new float[0]));
        }
        Prediction.Sets several = (Prediction.Sets) said;
        int k = several.names().size();
        return new StitchedPart(
                part,
                new Prediction.Sets(
                        several.level(),
                        several.names(),
                        Arrays.copyOfRange(several.probabilities(), first * k, end * k)));
    }

    /** The same rows, of which only the probability of a class is kept. */
    static StitchedPart of(Region part, Prediction said, int first, ClassProbability shown, String name) {
        float[] probabilities = new float[(int) (part.end() - part.start())];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) shown.of(said, first + i);
        }
        return new StitchedPart(part, new Prediction.Sets(Targets.Level.STEP, List.of(name), probabilities));
    }

    /** An answer that holds it. */
    byte[] answer() {
        byte[] name = region.contig().getBytes(StandardCharsets.UTF_8);
        int rows = said.rows();
        Prediction.@Nullable Classes one = said instanceof Prediction.Classes classes ? classes : null;
        float[] numbers = one != null ? one.confidence() : ((Prediction.Sets) said).probabilities();
        int ids = one == null ? 0 : Character.BYTES * rows;
        byte[] answer = TaskAnswer.allocate(
                1 + Integer.BYTES + name.length + Long.BYTES + Integer.BYTES + ids + Float.BYTES * numbers.length);
        ByteBuffer out = TaskAnswer.open(answer);
        out.put(one != null ? ONE : SEVERAL).putInt(name.length).put(name);
        out.putLong(region.start()).putInt(rows);
        for (int row = 0; one != null && row < rows; row++) {
            out.putChar((char) one.ids()[row]);
        }
        out.asFloatBuffer().put(numbers);
        return answer;
    }

    /**
     * What an answer holds; a mistake is thrown.
     *
     * @param names of the classes
     */
    static StitchedPart of(byte[] answer, List<String> names) {
        ByteBuffer in = TaskAnswer.open(answer);
        boolean one = in.get() == ONE;
        byte[] name = new byte[in.getInt()];
        in.get(name);
        long start = in.getLong();
        int rows = in.getInt();
        int[] ids = new int[one ? rows : 0];
        for (int row = 0; row < ids.length; row++) {
            ids[row] = in.getChar();
        }
        float[] numbers = new float[in.remaining() / Float.BYTES];
        in.asFloatBuffer().get(numbers);
        Region region = new Region(new String(name, StandardCharsets.UTF_8), start, start + rows);
        return new StitchedPart(
                region,
                one
                        ? new Prediction.Classes(Targets.Level.STEP, names, ids, numbers, new float[0])
                        : new Prediction.Sets(Targets.Level.STEP, names, numbers));
    }
}
