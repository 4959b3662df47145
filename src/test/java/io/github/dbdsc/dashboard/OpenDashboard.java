package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The dashboard in a browser, for the tests of a class: each begins as a new visitor of an installation with data, and
 * ends with nothing in the console and no call that it did not foresee. Without a browser it skips them, and says so.
 */
final class OpenDashboard implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    /** The query of calls about one job. */
    static final String JOB = "key=customer%2Fchurn-score";

    private @Nullable Session session;

    /** One browser and one API for all classes. */
    private record Session(FakeApi api, Browser browser) implements AutoCloseable {

        static Session start(Chromium chromium) {
            try {
                return new Session(FakeApi.start(), Browser.start(chromium));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            browser.close();
            api.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.find().isPresent()) {
            return ConditionEvaluationResult.enabled("a browser is installed");
        }
        System.err.println(Chromium.MISSING);
        return ConditionEvaluationResult.disabled(Chromium.MISSING);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        session = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OpenDashboard.class))
                .getOrComputeIfAbsent(
                        Session.class, type -> Session.start(Chromium.find().orElseThrow()), Session.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        browser().forgetEverything(api().host()); // the page of the test before goes first: it may ask once more
        api().reset();
        api().on("GET jobs", SampleAnswers.jobs(412))
                .on("GET plan", SampleAnswers.of("plan"))
                .on("GET runs", SampleAnswers.runs(0, 50))
                .on("GET jobs?" + JOB, SampleAnswers.job())
                .on("GET runs?" + JOB + "&limit=20", SampleAnswers.history())
                .on("GET runs/" + SampleAnswers.RUN + "?" + JOB, SampleAnswers.reportOfJob())
                .on("GET runs/" + SampleAnswers.RUN, SampleAnswers.carriedOut(SampleAnswers.of("plan")));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(browser().consoleMessages()).as("console").isEmpty();
        assertThat(api().surprises()).as("calls that were not foreseen").isEmpty();
    }

    FakeApi api() {
        return session().api();
    }

    Browser browser() {
        return session().browser();
    }

    /** Opens a view, like {@code #plan}; without one, that of the jobs. */
    void visit(String view) {
        browser().open(URI.create(api().dashboard() + view));
    }

    /** Opens the jobs and waits until there are some. */
    void visitJobs() {
        visit("");
        browser().until("document.querySelectorAll('#jobs-rows tr').length > 0");
    }

    /** Opens a view and waits until it shows its first content. */
    void visitFilled(String view) {
        visit(view);
        switch (view) {
            case "#jobs" -> browser().untilText("#jobs-shown", " jobs");
            case "#jobs/customer/churn-score" -> {
                browser().untilText("#job-last", "num_workers");
                browser().untilText("#job-body", "Zoë Müller");
            }
            case "#runs" -> browser().until("document.querySelectorAll('#runs-rows tr').length === 50");
            case "#plan" -> {
                browser().click("#make-plan");
                browser().untilText("#plan-body", "etl/clickstream");
            }
            default -> browser().untilText("#run-body", "etl/clickstream");
        }
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("no test has begun");
        }
        return session;
    }
}
