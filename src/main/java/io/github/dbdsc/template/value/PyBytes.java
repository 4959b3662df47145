package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.IterableValue;
import io.github.dbdsc.template.value.Value.Represented;
import io.github.dbdsc.template.value.Value.Sized;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What {@code str.encode} returns. Templates can print, compare, index and decode it, and not much more. */
public record PyBytes(List<Byte> bytes) implements Sized, IterableValue, Represented {

    /** The bytes of a text in UTF-8. */
    public static PyBytes utf8(String text) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b);
        }
        Budget.current().items(bytes.size());
        return new PyBytes(List.copyOf(bytes));
    }

    /** The text that the bytes are in UTF-8. */
    public String text() {
        byte[] all = new byte[bytes.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes.get(i);
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    /** The number of one byte. */
    Object get(int index) {
        return (long) (bytes.get(index) & 0xff);
    }

    @Override
    public Iterator<Object> iterator() {
        return bytes.stream().map(b -> (Object) (long) (b & 0xff)).iterator();
    }

    @Override
    public long length() {
        return bytes.size();
    }

    @Override
    public String repr() {
        boolean single = bytes.contains((byte) '\'');
        char quote = single && !bytes.contains((byte) '"') ? '"' : '\'';
        StringBuilder out = new StringBuilder("b").append(quote);
        for (byte b : bytes) {
            switch (b) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (b == quote) {
                        out.append('\\').append(quote);
                    } else if (b >= ' ' && b < 0x7f) {
                        out.append((char) b);
                    } else {
                        out.append(String.format("\\x%02x", b & 0xff));
                    }
                }
            }
        }
        return out.append(quote).toString();
    }
}
