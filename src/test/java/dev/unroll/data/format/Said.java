package dev.unroll.data.format;

import dev.unroll.data.Labels;
import dev.unroll.data.Prediction;
import dev.unroll.data.Targets;
import java.util.Arrays;
import java.util.List;

/** Predictions for tests. */
final class Said {
    private Said() {}

    /** Sure of these labels, which have spaces between. */
    static Prediction.Classes of(List<String> names, String labels) {
        String[] words = labels.split(" ");
        float[] confidence = new float[words.length];
        Arrays.fill(confidence, 1f);
        return of(names, labels, confidence);
    }

    /** These labels with these probabilities. */
    static Prediction.Classes of(List<String> names, String labels, float... confidence) {
        int[] ids = Arrays.stream(labels.split(" ")).mapToInt(names::indexOf).toArray();
        return new Prediction.Classes(Targets.Level.STEP, names, ids, confidence, new float[0]);
    }

    /** Sure of the labels that steps have. */
    static Prediction.Classes of(List<String> names, Labels.OfSteps labels) {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < labels.steps(); t++) {
            text.append(t == 0 ? "" : " ").append(labels.name(t));
        }
        return of(names, text.toString());
    }
}
