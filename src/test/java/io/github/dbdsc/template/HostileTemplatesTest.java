package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Templates that try to use up memory or time end in a problem, in a JVM with little memory. */
@Tag("long")
class HostileTemplatesTest {

    /** On a machine at rest none takes one second; a build machine may be slow, and four times as long still shows a limit that is missing. */
    private static final long MAX_MILLISECONDS = 4000;

    /** Runs all attacks in one JVM, then looks at each as a test of its own. */
    @TestFactory
    Stream<DynamicTest> everyAttackEndsInAProblemInASmallHeap() throws IOException, InterruptedException {
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
        List<String> attacks = output.lines().toList();
        assertThat(attacks).hasSizeGreaterThan(70);
        return attacks.stream().map(HostileTemplatesTest::test);
    }

    private static DynamicTest test(String attack) {
        String[] cells = attack.split("\t");
        return DynamicTest.dynamicTest(cells[0], () -> {
            assertThat(cells).as(attack).hasSize(4);
            assertThat(cells[2]).as(attack).isEqualTo("Limit");
            assertThat(Integer.parseInt(cells[3])).as(attack).isEqualTo(1);
            assertThat(Long.parseLong(cells[1])).as(attack).isLessThan(MAX_MILLISECONDS);
        });
    }
}
