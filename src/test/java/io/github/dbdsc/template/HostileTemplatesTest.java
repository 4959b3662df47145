package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Templates that try to use up memory or time end in a problem, in a JVM with little memory. */
class HostileTemplatesTest {

    /** The promise is one second; a build machine may be slow, and four times as long still shows a missing limit. */
    private static final long MOST_MILLISECONDS = 4000;

    @Test
    void everyAttackEndsInAProblemInASmallHeap() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-Xss512k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileTemplates.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(output).isZero();
        List<String[]> attacks = output.lines().map(line -> line.split("\t")).toList();
        assertThat(attacks).hasSizeGreaterThan(70);
        assertThat(attacks).allSatisfy(attack -> {
            assertThat(attack).as(output).hasSize(4);
            assertThat(attack[2]).as(attack[0]).isEqualTo("Limit");
            assertThat(Integer.parseInt(attack[3])).as(attack[0]).isEqualTo(1);
            assertThat(Long.parseLong(attack[1])).as(attack[0]).isLessThan(MOST_MILLISECONDS);
        });
    }
}
