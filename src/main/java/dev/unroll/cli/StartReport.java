package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.math.Denormals;
import dev.unroll.nn.Network;
import dev.unroll.spark.Application;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.IngestReport;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spark.MeasuredText;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.Spec;
import dev.unroll.spec.Task;
import dev.unroll.spec.TrainSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a training says of itself before its first round. */
final class StartReport {
    private final Spec spec;

    StartReport(Spec spec) {
        this.spec = spec;
    }

    /** What was read. */
    List<String> corpus(Corpus corpus, Optional<MeasuredText> test) {
        IngestReport report = corpus.report();
        ShardSet training = corpus.training();
        String noun = UnitNames.of(spec.vocabulary());
        boolean records = ExampleRules.of(spec).isPresent();
        StringBuilder line = new StringBuilder("corpus: " + Numbers.count(report.count(Finding.FILES), "file") + " of "
                + Numbers.megabytes(report.count(Finding.BYTES)) + ", ");
        if (records) {
            line.append(Numbers.count(training.records(), "record")).append(" with ");
        }
        line.append(Numbers.count(training.units(), spec.predictsUnits() ? noun : "step"))
                .append(" to train on in ")
                .append(Numbers.count(training.count(), "shard"));
        corpus.validation()
                .ifPresentOrElse(
                        held -> line.append(", ")
                                .append(Numbers.count(held.units()))
                                .append(" held out"),
                        () -> line.append(", none held out"));
        test.ifPresent(text ->
                line.append(", ").append(Numbers.count(text.shards().units())).append(" to test on"));
        if (corpus.preprocessing().units() > 0) {
            line.append("; vocabulary of ")
                    .append(Numbers.count(corpus.vocabulary().size()));
        }
        if (records && corpus.preprocessing().labels().size() > 0) {
            line.append("; ")
                    .append(Numbers.count(corpus.preprocessing().labels().size(), "label"));
        }
        List<String> lines = new ArrayList<>(List.of(line.toString()));
        Remarks remarks = Remarks.on(report, spec.data());
        remarks.add(training.unknown(), noun, "unknown (<unk>)");
        remarks.line("corpus").ifPresent(lines::add);
        Remarks.on(corpus.heldOutReport(), spec.data()).line("held-out text").ifPresent(lines::add);
        test.flatMap(text -> Remarks.on(text.report(), spec.data()).line("test text"))
                .ifPresent(lines::add);
        return lines;
    }

    /** What will be trained, where. */
    List<String> training(Network network, Application spark, Corpus corpus) {
        List<String> lines = new ArrayList<>();
        NetworkWords words = new NetworkWords(spec, corpus.preprocessing());
        lines.add("network: " + words.layers() + ", "
                + Numbers.count(network.layout().size(), "parameter") + "; kernels "
                + ChosenKernels.get().name());
        if (!isOfText()) {
            lines.add("reads: " + words.reads());
            lines.add("says: " + words.says());
        }
        lines.add(workers(spark.slots()));
        lines.add(batch(corpus.training()));
        if (Denormals.areFlushed()) {
            lines.add("warning: " + Denormals.WARNING);
        }
        return lines;
    }

    /** Whether units alone are read, and nothing said but the next of them. */
    private boolean isOfText() {
        return spec.task() == Task.LANGUAGE_MODEL && spec.predictsUnits();
    }

    private String workers(int slots) {
        int workers = spec.train().workers();
        String start = Numbers.count(workers, "logical worker") + " on " + Numbers.count(slots, "task slot");
        if (slots == workers) {
            return start;
        }
        String idle = slots > workers ? ", " + Numbers.count(slots - workers) + " idle" : "";
        return start + idle + "; train.workers=" + slots + " would change the result";
    }

    private String batch(ShardSet training) {
        TrainSpec train = spec.train();
        int localSteps = train.sync().localSteps();
        String local = localSteps == 1 ? "" : " x " + localSteps + " local steps";
        String per = localSteps == 1 ? " per update" : " per round";
        if (training.records() > 0) {
            return "effective batch: " + Numbers.count(train.workers(), "worker") + local + " x "
                    + Numbers.count(train.batch(), (isOfText() ? UnitNames.piece(spec.data()) : "record"))
                    + per;
        }
        long units = (long) train.workers() * localSteps * train.batch() * train.steps();
        long shard = training.units() / training.count();
        long lanes = Math.max(1, Math.min(train.batch(), shard / train.steps()));
        String few = lanes == train.batch()
                ? ""
                : "; the shards are so short that there are " + Numbers.count(lanes, "lane") + " only";
        return "effective batch: " + Numbers.count(train.workers(), "worker") + local + " x "
                + Numbers.count(train.batch(), "lane") + " x " + Numbers.count(train.steps(), "step") + " = "
                + units + " units" + per + few;
    }
}
