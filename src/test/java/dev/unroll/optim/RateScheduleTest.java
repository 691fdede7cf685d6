package dev.unroll.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.spec.ScheduleSpec;
import dev.unroll.spec.ScheduleSpec.Kind;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private static final long EPOCH = 929_589;

    private static ScheduleSpec step(double factor, double every, double after) {
        return new ScheduleSpec(Kind.STEP, 20, 0, factor, every, after, 0.1, 2);
    }

    @Test
    void thePublishedPennTreebankRatesComeOut() {
        // TensorFlow's PTB tutorial, small: lr_decay ** max(i + 1 - max_epoch, 0), i from 0, lr_decay .5, max_epoch 4.
        RateSchedule schedule = new RateSchedule(step(0.5, 1, 4), EPOCH, 13 * EPOCH);
        for (int epoch = 0; epoch < 13; epoch++) {
            double expected = 20 * Math.pow(0.5, Math.max(epoch + 1 - 4, 0));
            assertEquals(expected, schedule.at(epoch * EPOCH), "start of epoch " + epoch);
            assertEquals(expected, schedule.at((epoch + 1) * EPOCH - 1000), "end of epoch " + epoch);
        }
    }

    @Test
    void stepsWithoutAnAfterBeginAfterTheFirstPeriod() {
        RateSchedule schedule = new RateSchedule(step(0.1, 2, 0), 10, 100);
        assertEquals(20, schedule.at(19));
        assertEquals(2, schedule.at(20), 1e-12);
        assertEquals(2, schedule.at(39), 1e-12);
        assertEquals(0.2, schedule.at(40), 1e-12);
    }

    @Test
    void stepsMayFallWithinAnEpoch() {
        RateSchedule schedule = new RateSchedule(step(0.5, 0.1, 0.1), 1000, 9000);
        assertEquals(20, schedule.at(99));
        for (int drop = 1; drop < 60; drop++) {
            double expected = 20 * Math.pow(0.5, drop);
            assertEquals(expected, schedule.at(100L * drop), expected * 1e-12, "drop " + drop);
            assertEquals(expected, schedule.at(100L * drop + 99), expected * 1e-12, "drop " + drop);
        }
    }

    @Test
    void theCosineFallsFromTheRateToItsFinalShare() {
        ScheduleSpec spec = new ScheduleSpec(Kind.COSINE, 2, 100, 0.5, 1, 0, 0.1, 2);
        RateSchedule schedule = new RateSchedule(spec, 50, 1100);
        assertEquals(0, schedule.at(0));
        assertEquals(0.5, schedule.at(25), 1e-12);
        assertEquals(2, schedule.at(100), 1e-12);
        assertEquals(1.1, schedule.at(600), 1e-12);
        assertEquals(0.1 * 2 + 0.9 * 2 * (1 + Math.cos(Math.PI / 4)) / 2, schedule.at(350), 1e-12);
        assertEquals(0.2, schedule.at(1100), 1e-12);
        assertEquals(0.2, schedule.at(5000), 1e-12);
    }

    @Test
    void theConstantRateIsReachedThroughTheWarmUp() {
        ScheduleSpec spec = new ScheduleSpec(Kind.CONSTANT, 0.4, 200, 0.5, 1, 0, 0.1, 2);
        RateSchedule schedule = new RateSchedule(spec, 50, 1100);
        assertEquals(0.1, schedule.at(50), 1e-15);
        assertEquals(0.4, schedule.at(200));
        assertEquals(0.4, schedule.at(1_000_000));
    }

    @Test
    void thePlateauDropsAfterItsPatienceAndCountsAnew() {
        Plateau plateau = new Plateau(new ScheduleSpec(Kind.PLATEAU, 1, 0, 0.5, 1, 0, 0.1, 2));
        double[] metrics = {3, 2, 2, 2.5, 2.1, Double.NaN, 1.9, 1.95, 1.9};
        double[] factors = {1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125};
        for (int i = 0; i < metrics.length; i++) {
            Plateau twin = new Plateau(new ScheduleSpec(Kind.PLATEAU, 1, 0, 0.5, 1, 0, 0.1, 2));
            twin.restore(plateau.state());
            plateau.observe(metrics[i]);
            twin.observe(metrics[i]);
            assertEquals(factors[i], plateau.factor(), "after evaluation " + i);
            assertEquals(plateau.state(), twin.state(), "restored before evaluation " + i);
        }
    }

    @Test
    void otherSchedulesHaveNoPlateau() {
        Plateau plateau = new Plateau(step(0.5, 1, 1));
        for (int i = 0; i < 9; i++) {
            plateau.observe(1);
        }
        assertEquals(Plateau.State.START, plateau.state());
    }
}
