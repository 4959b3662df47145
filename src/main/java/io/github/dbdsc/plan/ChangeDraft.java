package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A change in the making: of a job that there is not, with nothing to send, held by nobody, until something else is set. */
final class ChangeDraft {

    private final JobKey key;
    private final String name;
    private Action action;
    private Optional<ActualJob> actual = Optional.empty();
    private @Nullable String because;
    private Comparison comparison = Comparison.NOTHING;
    private Optional<JobSettings> settings = Optional.empty();
    private Optional<JobSettings> asked = Optional.empty();
    private Optional<AccessComparison> access = Optional.empty();
    private OptionalLong unlisted = OptionalLong.empty();
    private boolean surplus;
    private Optional<Instant> due = Optional.empty();
    private @Nullable String unkept;
    private IgnoredFields ignored = IgnoredFields.NONE;
    private @Nullable Hold hold;
    private Change.Part part = Change.Part.WHOLE;
    private Map<String, Giver> given = Map.of();

    ChangeDraft(Action action, JobKey key, String name) {
        this.action = action;
        this.key = key;
        this.name = name;
    }

    /** Begins with what another change is. */
    static ChangeDraft like(Change change) {
        ChangeDraft draft = new ChangeDraft(change.action(), change.key(), change.name());
        draft.actual = change.actual();
        draft.because = change.because();
        draft.comparison = change.comparison();
        draft.settings = change.settings();
        draft.asked = change.asked();
        draft.access = change.access();
        draft.unlisted = change.unlisted();
        draft.surplus = change.surplus();
        draft.due = change.due();
        draft.unkept = change.unkept();
        draft.ignored = change.ignored();
        draft.hold = change.hold();
        draft.part = change.part();
        draft.given = change.given();
        return draft;
    }

    ChangeDraft action(Action other) {
        action = other;
        return this;
    }

    ChangeDraft to(@Nullable ActualJob job) {
        actual = Optional.ofNullable(job);
        return this;
    }

    ChangeDraft because(@Nullable String why) {
        because = why;
        return this;
    }

    ChangeDraft comparison(Comparison found) {
        comparison = found;
        return this;
    }

    /** @param definition what of the settings the definition asks for */
    ChangeDraft sending(JobSettings all, JobSettings definition) {
        settings = Optional.of(all);
        asked = Optional.of(definition);
        return this;
    }

    ChangeDraft access(AccessComparison found) {
        access = Optional.of(found);
        return this;
    }

    ChangeDraft unlisted(OptionalLong job) {
        unlisted = job;
        return this;
    }

    ChangeDraft surplus() {
        surplus = true;
        return this;
    }

    ChangeDraft due(Instant from) {
        due = Optional.of(from);
        return this;
    }

    ChangeDraft unkept(@Nullable String why) {
        unkept = why;
        return this;
    }

    ChangeDraft ignoring(IgnoredFields fields) {
        ignored = fields;
        return this;
    }

    ChangeDraft held(@Nullable Hold by) {
        hold = by;
        return this;
    }

    ChangeDraft part(Change.Part which) {
        part = which;
        return this;
    }

    ChangeDraft given(Map<String, Giver> paths) {
        given = paths;
        return this;
    }

    Change done() {
        return new Change(
                action,
                key,
                name,
                actual,
                because,
                comparison,
                settings,
                asked,
                access,
                unlisted,
                surplus,
                due,
                unkept,
                ignored,
                hold,
                part,
                given);
    }
}
