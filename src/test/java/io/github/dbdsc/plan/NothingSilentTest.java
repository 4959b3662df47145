package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.Canonical;
import io.github.dbdsc.fields.Mutation;
import io.github.dbdsc.fields.Mutations;
import io.github.dbdsc.fields.RandomService;
import io.github.dbdsc.fields.SampleSettings;
import io.github.dbdsc.fields.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A definition that says anything else than what was applied leads to an update, whatever it is. */
class NothingSilentTest {

    private static final int RANDOM_BASES = 60;
    private static final int MUTATIONS_EACH = 40;

    /** Checks one mutation after the other, and returns those that the plan is wrong about. */
    private static List<String> wrong(ObjectNode base, List<Mutation> mutations, RandomService service, long job) {
        List<String> wrong = new ArrayList<>();
        OneJob applied = OneJob.applied(base, service.answer(OneJob.stamped(base), job, 0));
        String before = canonical(base);
        for (Mutation mutation : mutations) {
            ObjectNode after = mutation.of(base);
            boolean isWritten = applied.planFor(after).action() == Action.UPDATE;
            if (!isWritten || mutation.mayMeanTheSame()) {
                boolean isSame = canonical(after).equals(before);
                if (isSame == isWritten) {
                    wrong.add(mutation + (isWritten ? " is written" : " is not written"));
                }
            }
        }
        return wrong;
    }

    /** Returns the text of what is sent. */
    private static String canonical(ObjectNode definition) {
        return Canonical.of(OneJob.stamped(definition), RULES);
    }

    private static List<Mutation> everyFifth(List<Mutation> mutations) {
        return IntStream.range(0, mutations.size())
                .filter(i -> i % 5 == 0)
                .mapToObj(mutations::get)
                .toList();
    }

    @Test
    void every_mutation_of_every_field_of_a_definition_is_an_update() {
        Set<String> fields = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (ObjectNode base : SampleSettings.everything(RULES)) {
            List<Mutation> mutations = Mutations.of(base, RULES);
            wrong.addAll(wrong(base, mutations, RandomService.PLAIN, 1));
            wrong.addAll(wrong(base, everyFifth(mutations), RandomService.with(1), count));
            mutations.forEach(mutation -> fields.add(mutation.spot().inType()));
            count += mutations.size();
        }

        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(3000);
        assertThat(fields).containsAll(fieldsOfSchema());
    }

    @Test
    void mutations_of_random_definitions_are_updates_whatever_the_service_shows() {
        Random random = new Random(19);
        List<String> wrong = new ArrayList<>();
        for (int base = 0; base < RANDOM_BASES; base++) {
            ObjectNode settings = SampleSettings.something(RULES, random);
            List<Mutation> all = Mutations.of(settings, RULES);
            List<Mutation> some = random.ints(MUTATIONS_EACH, 0, all.size())
                    .mapToObj(all::get)
                    .toList();
            wrong.addAll(wrong(settings, some, RandomService.with(base), base));
        }

        assertThat(wrong).isEmpty();
    }

    /** Returns every field of every type that settings may have, apart from permissions. */
    private static Set<String> fieldsOfSchema() {
        Set<String> found = new TreeSet<>();
        collect(RULES.settings(), new TreeSet<>(), found);
        found.removeIf(field -> field.equals("JobSettings.access_control_list"));
        return found;
    }

    private static void collect(Shape shape, Set<String> seen, Set<String> found) {
        if (shape instanceof Shape.ListOf list) {
            collect(list.element(), seen, found);
        } else if (shape instanceof Shape.Type type && seen.add(type.name())) {
            type.fields().forEach((name, inside) -> {
                if (!name.equals("access_control_list")) {
                    found.add(type.name() + "." + name);
                    collect(inside, seen, found);
                }
            });
        }
    }
}
