package dev.unroll.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The map of one flat weight array: named slots, one behind the other, without gaps.
 *
 * <p>The names and shapes are those of the model file; gradients, moments and averages use the same map.
 */
public final class Layout {
    /**
     * One named tensor, row-major.
     *
     * @param name such as {@code layer0.forward.update.W}
     * @param shape extents, outermost first
     * @param offset index of its first element in the flat array
     */
    public record Slot(String name, List<Integer> shape, int offset) {
        /** Number of elements. */
        public int size() {
            int size = 1;
            for (int extent : shape) {
                size = Math.multiplyExact(size, extent);
            }
            return size;
        }
    }

    private final List<Slot> slots;
    private final Map<String, Slot> byName = new LinkedHashMap<>();
    private final int size;

    private Layout(List<Slot> slots, int size) {
        this.slots = List.copyOf(slots);
        this.size = size;
        for (Slot slot : slots) {
            if (byName.put(slot.name(), slot) != null) {
                throw new IllegalArgumentException("slot twice: name=" + slot.name());
            }
        }
    }

    /** All slots in storage order. */
    public List<Slot> slots() {
        return slots;
    }

    /** Length of the flat array. */
    public int size() {
        return size;
    }

    /** The slot of this name. */
    public Slot slot(String name) {
        Slot slot = byName.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("no such slot: name=" + name);
        }
        return slot;
    }

    /** The slot that holds element {@code index}: for messages that name where a number went wrong. */
    public Slot slotAt(int index) {
        int low = 0;
        int high = slots.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (slots.get(middle).offset() <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return slots.get(low);
    }

    /** Collects slots in order. */
    public static final class Builder {
        private final List<Slot> slots = new ArrayList<>();
        private int size;

        /** Appends a slot and returns where it begins. */
        public int add(String name, Integer... shape) {
            Slot slot = new Slot(name, List.of(shape), size);
            slots.add(slot);
            size = Math.addExact(size, slot.size());
            return slot.offset();
        }

        /** The finished map. */
        public Layout build() {
            return new Layout(slots, size);
        }
    }
}
