package io.github.dbdsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@code docs/security.md} claims is held by a test is held by one that there is. */
class SecurityPageTest {

    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|IT))(?:\\.(\\w+))?`");

    private final String page;

    SecurityPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "security.md"));
    }

    @Test
    void every_test_that_is_named_is_there_and_run() throws IOException {
        List<MatchResult> named = NAMED.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(40);
        for (MatchResult name : named) {
            Optional<Class<?>> type = testClass(name.group(1));
            assertThat(type).as(name.group()).isPresent();
            assertThat(tests(type.get()))
                    .as(name.group())
                    .contains(Optional.ofNullable(name.group(2)).orElse(name.group(1)));
        }
    }

    @Test
    void every_threat_names_its_test_or_says_that_it_has_none() {
        List<String> threats = Stream.of(page.split("\\R{2}", -1))
                .filter(paragraph -> paragraph.startsWith("| threat |"))
                .flatMap(table -> table.lines().skip(2))
                .toList();

        assertThat(threats).hasSizeGreaterThan(30).allSatisfy(row -> {
            String[] cells = row.split(" \\| ");
            assertThat(cells).as(row).hasSize(3);
            assertThat(cells[2]).as(row).containsPattern(NAMED + "|No test");
        });
    }

    private static Optional<Class<?>> testClass(String simpleName) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.endsWith(simpleName + ".java"))
                    .map(file -> TESTS.relativize(file)
                            .toString()
                            .replaceAll("\\W", ".")
                            .replaceAll("\\.java$", ""))
                    .<Class<?>>map(SecurityPageTest::loaded)
                    .findFirst();
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, SecurityPageTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " is not compiled", e);
        }
    }

    /** The class's own name, if it has any test; and the names of its tests, those of its contract included. */
    private static List<String> tests(Class<?> type) {
        List<String> names = Stream.<Class<?>>iterate(type, c -> c != Object.class, Class::getSuperclass)
                .flatMap(c -> Stream.concat(
                        Stream.of(c.getDeclaredMethods())
                                .filter(SecurityPageTest::isTest)
                                .map(method -> method.getName()),
                        Stream.of(c.getDeclaredFields())
                                .filter(SecurityPageTest::isTest)
                                .map(field -> field.getName())))
                .toList();
        return names.isEmpty()
                ? names
                : Stream.concat(Stream.of(type.getSimpleName()), names.stream()).toList();
    }

    private static boolean isTest(AnnotatedElement element) {
        return AnnotationSupport.isAnnotated(element, Testable.class);
    }
}
