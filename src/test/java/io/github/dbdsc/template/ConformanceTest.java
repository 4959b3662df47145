package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Renders cases whose expected results Python's Jinja2 3.1.6 wrote; each is a test named after the case. */
@Tag("long")
class ConformanceTest {

    @TestFactory
    List<DynamicContainer> rendersExactlyAsPython() throws IOException {
        List<DynamicContainer> files = new ArrayList<>();
        for (String file : ConformanceCase.FILES) {
            List<ConformanceCase> cases = ConformanceCase.ofFile(file);
            assertThat(cases).as(file).isNotEmpty();
            files.add(DynamicContainer.dynamicContainer(
                    file,
                    URI.create("classpath:/template/" + file),
                    // a result that can't be the same anywhere else, such as an address in memory, tells nothing
                    cases.stream().filter(each -> !each.skipped()).map(ConformanceTest::test)));
        }
        return files;
    }

    private static DynamicTest test(ConformanceCase each) {
        return DynamicTest.dynamicTest(each.id(), () -> {
            ConformanceCase.Result result = each.run();

            assertThat(result.verdict())
                    .as(
                            "%s: %s%n  expected %s%n  actual   %s",
                            each.id(), result.verdict(), each.expected(), result.actual())
                    .isEqualTo(ConformanceCase.Verdict.PASSED);
        });
    }
}
