package nbe.air.scan;

import java.util.Arrays;

/** Whole numbers in the order of their arrival, for their median. */
final class Numbers {
    private static final int FIRST_ROOM = 4;

    private int[] values = new int[FIRST_ROOM];
    private int count;

    void add(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int last() {
        return values[count - 1];
    }

    int min() {
        return sorted()[0];
    }

    int max() {
        return sorted()[count - 1];
    }

    /** The middle one; of an even number the mean of the middle two, rounded. */
    int median() {
        int[] sorted = sorted();
        return Math.round((sorted[(count - 1) / 2] + sorted[count / 2]) / 2f);
    }

    private int[] sorted() {
        int[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
