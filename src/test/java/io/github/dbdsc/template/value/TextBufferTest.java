package io.github.dbdsc.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextBufferTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 999_999, 1_000_000, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void writes_a_number_as_java_does(long number) {
        assertThat(new TextBuffer().append('<').append(number).append('>')).hasToString("<" + number + ">");
    }

    @ParameterizedTest
    @ValueSource(ints = {'a', 'ä', 0x130, 0xd800, 0xffff, 0x10000, 0x1f600, 0x10ffff})
    void writes_any_character(int c) {
        assertThat(new TextBuffer().appendCodePoint(c)).hasToString(Character.toString(c));
    }

    @Test
    void holds_what_a_string_builder_holds() {
        SplittableRandom random = new SplittableRandom(1);
        TextBuffer buffer = new TextBuffer();
        StringBuilder expected = new StringBuilder();
        String text = "Größe \uD83D\uDE00 of a text that is longer than a short one".repeat(40);
        for (int i = 0; i < 2_000; i++) {
            int start = random.nextInt(text.length());
            int end = start + random.nextInt(Math.min(text.length() - start, i % 5 == 0 ? text.length() : 40));
            long number = random.nextLong() >> random.nextInt(64);
            buffer.append(text, start, end).append(number).append(',');
            expected.append(text, start, end).append(number).append(',');
            assertThat(buffer.length()).isEqualTo(expected.length());
        }
        assertThat(buffer).hasToString(expected.toString());
    }
}
