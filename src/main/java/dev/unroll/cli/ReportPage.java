package dev.unroll.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.data.Preprocessing;
import dev.unroll.report.Chart;
import dev.unroll.report.Curve;
import dev.unroll.report.Curve.Look;
import dev.unroll.report.Curve.Point;
import dev.unroll.report.TrainingReport;
import dev.unroll.spec.Output;
import dev.unroll.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers {@code report.html} from what a finished training has logged and measured. */
final class ReportPage {
    /** About as many as a screen has room for. */
    private static final int POINTS = 400;

    private final Spec spec;
    private final Preprocessing learnt;

    ReportPage(Spec spec, Preprocessing learnt) {
        this.spec = spec;
        this.learnt = learnt;
    }

    /** The page. */
    TrainingReport of(TrainingEnd.Result result) {
        return new TrainingReport(
                spec.output().model(),
                facts(result),
                List.of(losses(result), rates(result), norms(result)),
                figures(result),
                samples(result),
                spec.toProperties());
    }

    private List<String> facts(TrainingEnd.Result result) {
        long round = 0;
        long units = 0;
        double epoch = 0;
        for (ObjectNode line : result.events("round")) {
            round = line.path("round").asLong();
            units = line.path("total_units").asLong();
            epoch = line.path("epoch").asDouble();
        }
        return List.of(
                "network: " + new NetworkWords(spec, learnt).layers() + ", "
                        + Numbers.count(result.parameters(), "parameter"),
                "trained: " + Numbers.count(round, "round") + ", "
                        + Numbers.count(units, UnitNames.counted(spec)) + ", " + Numbers.ratio(epoch)
                        + " epochs, Unroll " + Version.number(),
                "model.safetensors: sha256 " + result.digest());
    }

    private Chart losses(TrainingEnd.Result result) {
        List<Point> training = points(result.events("round"), "loss");
        List<Point> heldOut = points(result.events("evaluation"), "nats");
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve("training, mean of each round", Look.LINE, training).thinned(POINTS));
        curves.add(new Curve("held out", Look.MARKED, heldOut));
        Baselines.natsByContext(result.baselines(), Baselines.HELD_OUT).values().stream()
                .min(Double::compare)
                .filter(nats -> !training.isEmpty())
                .ifPresent(nats -> curves.add(new Curve(
                        "best n-gram",
                        Look.DASHED,
                        List.of(
                                new Point(training.get(0).x(), nats),
                                new Point(training.get(training.size() - 1).x(), nats)))));
        boolean nats = spec.network().head().output() != Output.LINEAR;
        return new Chart((nats ? "Nats per " : "Loss per ") + UnitNames.counted(spec), "epoch", curves);
    }

    private static Chart rates(TrainingEnd.Result result) {
        List<Point> rates = points(result.events("round"), "rate");
        return new Chart(
                "Learning rate",
                "epoch",
                List.of(new Curve("at each round's start", Look.LINE, rates).thinned(POINTS)));
    }

    private Chart norms(TrainingEnd.Result result) {
        List<Point> norms = points(result.events("round"), "norm");
        boolean gradients = spec.train().sync().localSteps() == 1;
        return new Chart(
                gradients ? "Norm of the gradient" : "Norm of the averaged difference",
                "epoch",
                List.of(new Curve(gradients ? "before clipping" : "of each round", Look.LINE, norms).thinned(POINTS)));
    }

    private static List<Point> points(List<ObjectNode> lines, String field) {
        return lines.stream()
                .map(line -> new Point(
                        line.path("epoch").asDouble(), line.path(field).asDouble(Double.NaN)))
                .toList();
    }

    private Map<String, String> figures(TrainingEnd.Result result) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (FinalMeasure.Text text : result.texts()) {
            figures.put(text.heading(), String.join("\n", text.lines()));
        }
        return figures;
    }

    private static Map<String, String> samples(TrainingEnd.Result result) {
        Map<String, String> samples = new LinkedHashMap<>();
        result.samples()
                .forEach(line -> samples.put(
                        SampleListener.heading(line), line.path("text").asText()));
        return samples;
    }
}
