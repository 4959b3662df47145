package io.github.dbdsc.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FunctionTableTest {

    private final List<String> asked = new ArrayList<>();

    /** A group that makes something new each time, for names that start alike. */
    private FunctionTable.Group<Object> group(String prefix) {
        return name -> {
            asked.add(prefix + " for " + name);
            return name.startsWith(prefix) ? List.of(prefix, new Object()) : null;
        };
    }

    @Test
    void makesAFunctionWhenItIsFirstAskedForAndKeepsIt() {
        FunctionTable<Object> table = new FunctionTable<>(List.of(group("a")));
        assertThat(asked).isEmpty();

        Object first = table.find("abs");

        assertThat(first).isNotNull().isSameAs(table.find("abs")).isNotSameAs(table.find("attr"));
        assertThat(asked).containsExactly("a for abs", "a for attr");
    }

    @Test
    void takesTheFunctionOfTheFirstGroupThatHasOne() {
        FunctionTable<Object> table = new FunctionTable<>(List.of(group("b"), group("a"), group("ab")));

        assertThat(table.find("abs"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .startsWith("a");
        assertThat(asked).containsExactly("b for abs", "a for abs");
    }

    @Test
    void remembersThatANameIsUnknown() {
        FunctionTable<Object> table = new FunctionTable<>(List.of(group("a")));

        assertThat(table.find("nope")).isNull();
        assertThat(table.find("nope")).isNull();
        assertThat(asked).containsExactly("a for nope");
    }

    @Test
    void makesAndKeepsFunctionsHoweverManyUnknownNamesWereAskedFor() {
        FunctionTable<Object> table = new FunctionTable<>(List.of(group("a")));
        IntStream.range(0, 1_000).forEach(i -> assertThat(table.find("n" + i)).isNull());
        asked.clear();

        assertThat(table.find("abs")).isNotNull().isSameAs(table.find("abs"));
        assertThat(table.find("n1000")).isNull();
        assertThat(table.find("n1000")).isNull();

        assertThat(asked).containsExactly("a for abs", "a for n1000", "a for n1000");
    }

    @Test
    void givesTheSameFunctionToTwoWhoAskAtTheSameTime() {
        List<FunctionTable<Object>> tables = new ArrayList<>();
        List<Object> meanwhile = new ArrayList<>();
        FunctionTable.Group<Object> slow = name -> {
            if (asked.isEmpty()) {
                asked.add(name);
                meanwhile.add(tables.get(0).find(name));
            }
            return new Object();
        };
        FunctionTable<Object> table = new FunctionTable<>(List.of(slow));
        tables.add(table);

        Object found = table.find("abs");

        assertThat(meanwhile).containsExactly(found);
        assertThat(table.find("abs")).isSameAs(found);
    }
}
