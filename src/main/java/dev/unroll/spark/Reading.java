package dev.unroll.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Records of what a source gives one by one. The user's mistake that ends the reading, if there is one, is the last of them: thrown in
 * a task it would be tried again and again.
 */
final class Reading<S, T> implements Iterator<T> {
    /** Makes records. */
    interface Maker<S, T> {
        /** The record of what was given. */
        T record(S given);

        /** The record that stands for what was thrown, if the user can mend that; otherwise throws. */
        T mistake(Exception thrown);
    }

    private final Iterator<? extends S> source;
    private final Maker<S, T> maker;
    private @Nullable T mistake;
    private boolean ended;

    Reading(Iterator<? extends S> source, Maker<S, T> maker) {
        this.source = source;
        this.maker = maker;
    }

    @Override
    public boolean hasNext() {
        if (ended || mistake != null) {
            return !ended;
        }
        try {
            ended = !source.hasNext();
        } catch (Exception e) {
            mistake = maker.mistake(e);
        }
        return !ended;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T last = mistake;
        if (last == null) {
            try {
                return maker.record(source.next());
            } catch (Exception e) {
                last = maker.mistake(e);
            }
        }
        ended = true;
        return last;
    }
}
