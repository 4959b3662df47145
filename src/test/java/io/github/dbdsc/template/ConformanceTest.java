package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders cases whose expected results Python's Jinja2 3.1.6 wrote. */
class ConformanceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corpus.json",
                "filters.json",
                "operators.json",
                "methods.json",
                "numbers-and-formats.json",
                "statements.json"
            })
    void rendersExactlyAsPython(String file) throws IOException {
        List<ConformanceCase> cases;
        try (InputStream in = ConformanceTest.class.getResourceAsStream("/template/" + file)) {
            cases = ConformanceCase.read(Objects.requireNonNull(in, file));
        }

        List<String> failures = cases.stream()
                .map(ConformanceTest::failure)
                .filter(failure -> !failure.isEmpty())
                .toList();

        assertThat(cases).isNotEmpty();
        assertThat(failures).isEmpty();
    }

    private static String failure(ConformanceCase each) {
        ConformanceCase.Result result = each.run();
        return switch (result.verdict()) {
            case PASSED, SKIPPED -> "";
            default ->
                each.id() + ": " + result.verdict().words + "\n  expected " + each.expected() + "\n  actual   "
                        + result.actual();
        };
    }
}
