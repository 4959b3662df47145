package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.dbdsc.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FunctionAppTest {

    private static List<Class<?>> functionClasses() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.dbdsc.function")
                        .stream()
                        .filter(type -> type.getMethods().stream().anyMatch(FunctionAppTest::isFunction))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static boolean isFunction(JavaMethod method) {
        return method.isAnnotatedWith(FunctionName.class);
    }

    @Test
    void the_worker_finds_it_and_gets_an_instance_of_every_function() throws Exception {
        List<FunctionInstanceInjector> found = ServiceLoader.load(FunctionInstanceInjector.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();

        assertThat(found).singleElement().isInstanceOf(FunctionApp.class);
        assertThat(functionClasses().stream().flatMap(type -> Arrays.stream(type.getMethods())))
                .filteredOn(method -> method.isAnnotationPresent(FunctionName.class))
                .hasSizeGreaterThan(10);
        for (Class<?> type : functionClasses()) {
            assertThat(type.isInstance(found.get(0).getInstance(type)))
                    .as(type.getName())
                    .isTrue();
        }
    }

    @Test
    void it_has_no_other_functions() {
        FunctionApp app = new FunctionApp();

        assertThat(app.functions()).hasSameSizeAs(functionClasses());
        assertThatThrownBy(() -> app.getInstance(String.class)).hasMessageContaining("no function of this app");
    }

    @Test
    void a_fault_of_the_wiring_is_thrown_to_each_invocation_and_looked_for_again_by_the_next() {
        AtomicInteger tries = new AtomicInteger();
        FunctionApp app = new FunctionApp(
                () -> {
                    throw new SettingsException(List.of("try " + tries.incrementAndGet()));
                },
                () -> "folder",
                List::of);
        EventFunctions functions = app.getInstance(EventFunctions.class);

        assertThatThrownBy(() -> functions.onSchedule("{}", new RecordedContext()))
                .hasMessageContaining("try 1");
        assertThatThrownBy(() -> functions.onSchedule("{}", new RecordedContext()))
                .hasMessageContaining("try 2");
    }
}
