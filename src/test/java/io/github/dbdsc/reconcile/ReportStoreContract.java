package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every report store must do. */
public abstract class ReportStoreContract {

    private static final String PATH = "2026/11/22/20261122T101500Z-4f2a.json";

    protected abstract ReportStore store();

    /** What is stored for a report, read behind the store's back. */
    protected abstract String stored(String path);

    @Test
    void a_report_is_kept_as_it_was_given() {
        String report = "{\n  \"name\": \"täglich 日次 🚀\"\n}\n";

        store().write(PATH, report);

        assertThat(stored(PATH)).isEqualTo(report);
    }

    @Test
    void a_report_can_be_written_again() {
        store().write(PATH, "{\"counts\":{\"create\":100}}");
        store().write(PATH, "{}");

        assertThat(stored(PATH)).isEqualTo("{}");
    }

    @Test
    void reports_do_not_disturb_each_other() {
        store().write(PATH, "1");
        store().write("2026/11/23/another.json", "2");

        assertThat(stored(PATH)).isEqualTo("1");
        assertThat(stored("2026/11/23/another.json")).isEqualTo("2");
    }
}
