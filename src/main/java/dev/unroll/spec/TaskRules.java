package dev.unroll.spec;

/** What a task asks of the network. */
final class TaskRules {
    private TaskRules() {}

    static void check(Task task, DataSpec data) {
        boolean labelled = task != Task.LANGUAGE_MODEL;
        Rule.agree(
                Keys.DATA_FORMAT,
                data.format(),
                task.writes() || !(data.isText() || data.isUnlabelled()),
                "task=" + Words.of(task) + " needs labels, and " + (data.isText() ? "text" : data.format())
                        + " has none: set it to one of " + RecordFormats.names() + ", or to a Spark SQL source");
        Rule.agree(
                Keys.DATA_FORMAT,
                data.format(),
                labelled || !data.isRecords() || data.isUnlabelled(),
                "task=" + Words.of(task) + " reads text: set it to text, abc or piano-rolls, or to a Spark SQL source");
        Rule.agree(
                Keys.DATA_FOLDS,
                data.folds().folds(),
                data.folds().folds() == 0 || !data.isRunningText(),
                "a running text has no records to deal out: set data.context=line, or leave it out");
        Rule.agree(
                Keys.DATA_FOLDS,
                data.folds().folds(),
                data.folds().folds() == 0 || !data.isGenome(),
                "windows of a sequence overlap, so that a fold would be seen in training: name data.contigs.test");
        Rule.agree(
                Keys.DATA_FOLDS,
                data.folds().folds(),
                data.folds().folds() == 0 || !data.isVectors(),
                "files of piano rolls say themselves which pieces are held out: leave it out");
        Rule.agree(
                Keys.DATA_EOS,
                data.eos(),
                !data.eos() || (task.writes() && !data.isVectors()),
                (labelled ? "labelled records" : "piano rolls") + " have no end of their own: leave it out");
        Rule.agree(
                Keys.DATA_EOS,
                data.eos(),
                data.eos() || !data.format().equals(RecordFormats.ABC),
                "where a tune ends would not be learnt: leave it out");
        Rule.agree(
                Keys.DATA_TOO_LONG,
                Words.of(data.tooLong()),
                !(labelled || data.isVectors()) || data.maxLength() == 0 || data.tooLong() == DataSpec.TooLong.REJECT,
                (labelled ? "labelled records" : "piano rolls") + " are read as a whole: set it to reject");
        Rule.used(
                Keys.DATA_FEATURE_COLUMNS,
                data.labels().features(),
                labelled || data.isText() || data.isRecords(),
                "task=" + Words.of(task) + " reads text of a table: leave it out");
        Rule.used(
                Keys.DATA_POSITIVE_LABEL,
                data.labels().positive(),
                labelled && task != Task.REGRESS && task != Task.GENERATE,
                "task=" + Words.of(task) + " has no classes: leave it out");
    }

    /** What records that are written need: units, and one label at most, which nothing but their beginning asks for. */
    static void check(Task task, DataSpec data, GivenSpec given) {
        Rule.agree(
                Keys.DATA_FORMAT,
                data.format(),
                task != Task.GENERATE || !data.isRecords() || RecordFormats.labelsTexts(data.format()),
                "task=generate writes texts that have one label each: set it to labelled-lines, class-files or text, or to"
                        + " a Spark SQL source");
        Rule.agree(
                Keys.DATA_GIVEN,
                Words.of(given.kind()),
                !given.isGiven() || data.hasLabels(),
                "there are no labels to begin from: " + (data.isText() ? "text has none" : "set data.label-column")
                        + ", or set it to none");
        Rule.agree(
                Keys.DATA_GIVEN,
                Words.of(given.kind()),
                given.kind() != GivenSpec.Kind.NUMBER || !data.format().equals(RecordFormats.CLASS_FILES),
                "data.format=class-files has names and no numbers: set it to class");
    }

    /** What vectors and units ask of the network that predicts them. */
    static void checkNext(Task task, DataSpec data, NetworkSpec network) {
        if (task != Task.LANGUAGE_MODEL) {
            return;
        }
        boolean vectors = data.isVectors();
        Rule.agree(
                Keys.NETWORK_OUTPUT,
                Words.of(network.head().output()),
                vectors == (network.head().output() == Output.SIGMOID),
                vectors
                        ? "any number of notes sound at a step: set it to sigmoid, or leave it out"
                        : "one unit of a text follows another: set it to softmax, or leave it out");
        Rule.agree(
                Keys.NETWORK_EMBEDDING,
                network.embedding(),
                network.embedding() == 0 || !vectors,
                "piano rolls have no units to embed: leave it out");
    }

    static void check(Task task, NetworkSpec network, int steps) {
        HeadSpec head = network.head();
        String of = "task=" + Words.of(task);
        Rule.agree(
                Keys.NETWORK_BIDIRECTIONAL,
                network.bidirectional(),
                !network.bidirectional() || !task.readsForwardOnly(),
                of + " would see the unit it predicts, and no state could be carried: leave it false");
        Rule.agree(
                Keys.NETWORK_OUTPUT,
                Words.of(head.output()),
                task.allows(head.output()),
                "that is no output of " + of + ": leave it out");
        Rule.agree(
                Keys.NETWORK_POOL,
                Words.of(head.pool()),
                task.allows(head.pool()),
                of + (head.pool() == Pool.NONE ? " has one answer for a record" : " has an answer for each step")
                        + ": leave it out");
        Rule.agree(
                Keys.NETWORK_CRF,
                head.crf(),
                !head.crf() || task == Task.TAG,
                "only task=tag has labels in a row: leave it false");
        Rule.agree(
                Keys.NETWORK_TIED,
                network.tied(),
                !network.tied() || task.writes(),
                "only task=language-model and task=generate say what they read: leave it false");
        boolean whole = network.bidirectional() || head.pool() != Pool.NONE || head.crf();
        Rule.agree(
                Keys.TRAIN_STEPS,
                steps,
                steps == 0 || !whole,
                "network.bidirectional, network.pool and network.crf need whole records: set it to 0");
    }
}
