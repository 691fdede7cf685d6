package dev.unroll.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * From words in UTF-8 to indices 0, 1, 2, ... in the order in which they were added: open addressing, all bytes in one array.
 *
 * <p>Memory: {@code 12 to 20 bytes + length} a word; 1 million words of 8 bytes: 24 MB.
 */
final class WordTable {
    private byte[] heap = new byte[1024];
    private int[] ends = new int[64];
    private int[] slots = new int[256];
    private int size;

    WordTable() {
        Arrays.fill(slots, -1);
    }

    int size() {
        return size;
    }

    /** The index of a word, -1 if it is not there. */
    int find(byte[] word, int length) {
        int mask = slots.length - 1;
        int slot = (int) Hash64.of(word, 0, length) & mask;
        while (slots[slot] >= 0) {
            if (holds(slots[slot], word, length)) {
                return slots[slot];
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Adds a word that is not there and returns its index. */
    int add(byte[] word, int length) {
        int from = begin(size);
        if (from + length > heap.length) {
            heap = Arrays.copyOf(heap, Math.max(Math.addExact(from, length), (int)
                    Math.min(Integer.MAX_VALUE - 8L, heap.length * 2L)));
        }
        System.arraycopy(word, 0, heap, from, length);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size] = from + length;
        size++;
        if (size * 2L > slots.length) {
            rehash();
        } else {
            place(size - 1);
        }
        return size - 1;
    }

    /** Word {@code index} as text. */
    String word(int index) {
        return new String(heap, begin(index), ends[index] - begin(index), StandardCharsets.UTF_8);
    }

    private int begin(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private boolean holds(int index, byte[] word, int length) {
        return Arrays.equals(heap, begin(index), ends[index], word, 0, length);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        for (int i = 0; i < size; i++) {
            place(i);
        }
    }

    private void place(int index) {
        int mask = slots.length - 1;
        int slot = (int) Hash64.of(heap, begin(index), ends[index] - begin(index)) & mask;
        while (slots[slot] >= 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index;
    }
}
