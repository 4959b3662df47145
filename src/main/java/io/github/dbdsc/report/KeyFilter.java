package io.github.dbdsc.report;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;

/**
 * Tells which keys are surely not among many, in little room (a Bloom filter): of the others, one in 2,000 may not be
 * there either, and one in five where there are 5,000.
 */
final class KeyFilter {

    private static final int BITS_FOR_A_KEY = 16;

    private static final int LEAST_BYTES = 32;

    /** As text, these are 2,870 characters. */
    private static final int MOST_BYTES = 2_150;

    private static final int MOST_HASHES = 8;
    private static final int HEX = 16;
    private static final char AFTER_HASHES = '.';

    private final int hashes;
    private final int bytes;
    private final BitSet bits;

    private KeyFilter(int hashes, int bytes, BitSet bits) {
        this.hashes = hashes;
        this.bytes = bytes;
        this.bits = bits;
    }

    /** Returns a filter of these keys. */
    static KeyFilter of(Collection<JobKey> keys) {
        long wanted = Math.max(LEAST_BYTES, (long) keys.size() * BITS_FOR_A_KEY / Byte.SIZE);
        int bytes = (int) Math.min(MOST_BYTES, wanted);
        double bitsForAKey = (double) bytes * Byte.SIZE / Math.max(1, keys.size());
        int hashes = (int) Math.max(1, Math.min(MOST_HASHES, Math.round(bitsForAKey * Math.log(2))));
        KeyFilter filter = new KeyFilter(hashes, bytes, new BitSet(bytes * Byte.SIZE));
        keys.forEach(filter::add);
        return filter;
    }

    private void add(JobKey key) {
        long hash = hash(key, 0);
        long step = step(key);
        for (int i = 0; i < hashes; i++) {
            bits.set(place(hash, step, i));
        }
    }

    /** Reports whether a key may be among those of the filter; if not, it is not. */
    boolean mayHold(JobKey key) {
        long hash = hash(key, 0);
        long step = step(key);
        for (int i = 0; i < hashes; i++) {
            if (!bits.get(place(hash, step, i))) {
                return false;
            }
        }
        return true;
    }

    private int place(long hash, long step, int number) {
        return (int) Long.remainderUnsigned(hash + number * step, (long) bytes * Byte.SIZE);
    }

    /** An even step would never reach half of the places, whose number is even. */
    private static long step(JobKey key) {
        return hash(key, 1) | 1;
    }

    private static long hash(JobKey key, int part) {
        String digits = Sha256.hex(key.value().getBytes(StandardCharsets.UTF_8));
        return Long.parseUnsignedLong(digits, part * HEX, (part + 1) * HEX, HEX);
    }

    /** Returns the filter in ASCII. */
    String text() {
        byte[] all = Arrays.copyOf(bits.toByteArray(), bytes);
        return hashes + String.valueOf(AFTER_HASHES) + Base64.getEncoder().encodeToString(all);
    }

    /** Reads what {@link #text} wrote. Returns empty for anything else. */
    static Optional<KeyFilter> ofText(String text) {
        try {
            if (text.indexOf(AFTER_HASHES) != 1) {
                return Optional.empty();
            }
            byte[] all = Base64.getDecoder().decode(text.substring(2));
            int hashes = Integer.parseInt(text, 0, 1, 10);
            return all.length == 0 || hashes == 0
                    ? Optional.empty()
                    : Optional.of(new KeyFilter(hashes, all.length, BitSet.valueOf(all)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
