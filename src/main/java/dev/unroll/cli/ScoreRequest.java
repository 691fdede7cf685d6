package dev.unroll.cli;

import dev.unroll.spark.Application;
import dev.unroll.spark.ScoreOutput;
import dev.unroll.spec.Spec;
import java.util.Map;

/**
 * What is to be scored, by what, and where it goes.
 *
 * @param model says something
 * @param weights its weights
 * @param words which records, and how they are read
 * @param settings of Spark
 * @param target where what is said goes
 */
record ScoreRequest(
        LoadedModel model, float[] weights, ReadingWords words, Map<String, String> settings, ScoreOutput target) {
    Application open() {
        Application spark = Application.open("unroll score " + words.input(), settings);
        spark.describe("score");
        return spark;
    }

    /** The model's configuration with how the records are read. */
    Spec spec(Application spark) {
        return words.spec(model, spark);
    }
}
