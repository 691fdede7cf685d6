package dev.unroll.data;

import dev.unroll.spec.ClassWeights;
import dev.unroll.spec.Keys;
import dev.unroll.spec.NearestKey;
import dev.unroll.spec.UsageException;
import java.util.Arrays;
import java.util.Map;

/** Finds how much each label counts, once it is known which there are and how often each is said. */
public final class LabelWeights {
    private LabelWeights() {}

    /**
     * The labels with their weights.
     *
     * @param counts how often each stands in the training part
     */
    public static LabelSet of(ClassWeights wanted, LabelSet labels, Map<String, Long> counts) {
        return switch (wanted.kind()) {
            case NONE -> labels;
            case BALANCED -> labels.weighted(balanced(labels, counts));
            case GIVEN -> labels.weighted(given(wanted, labels));
        };
    }

    private static float[] balanced(LabelSet labels, Map<String, Long> counts) {
        long all = 0;
        for (String name : labels.names()) {
            all = Math.addExact(all, counts.getOrDefault(name, 0L));
        }
        float[] weights = new float[labels.size()];
        for (int k = 0; k < weights.length; k++) {
            double share =
                    (double) labels.size() * counts.getOrDefault(labels.names().get(k), 0L);
            weights[k] = (float) (all / share);
        }
        return weights;
    }

    private static float[] given(ClassWeights wanted, LabelSet labels) {
        float[] weights = new float[labels.size()];
        Arrays.fill(weights, 1f);
        wanted.given().forEach((name, weight) -> {
            int id = labels.id(name);
            if (id < 0) {
                throw new UsageException(
                        "label is not there: " + Keys.TRAIN_CLASS_WEIGHTS.name() + "=" + wanted + " label=" + name,
                        NearestKey.among(labels.names(), name)
                                .map(near -> "the nearest label is " + near)
                                .orElse("the corpus has none"));
            }
            weights[id] = weight.floatValue();
        });
        if (labels.size() > 0 && Arrays.equals(weights, new float[labels.size()])) {
            throw new UsageException(
                    "no class counts: " + Keys.TRAIN_CLASS_WEIGHTS.name() + "=" + wanted,
                    "give at least one of them a weight above 0");
        }
        return weights;
    }
}
