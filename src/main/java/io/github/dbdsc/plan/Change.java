package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.SettingSource;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does with one job, and why.
 *
 * @param action what to do
 * @param key the definition's key
 * @param name the job's display name
 * @param actual the job as it is; empty for a job that is yet to be created, or where several jobs are meant
 * @param because why, as a message for the user; null when the action says it all
 * @param comparison what an update or adoption changes, and what looks different but is not
 * @param settings what to send, ownership tags included; empty when the action sends none
 * @param asked what of that the definition asks for: all, unless settings that it does not mention are sent along; empty
 *     when the action sends none
 * @param access the permissions that the job has and is to have; empty when they were not read
 * @param unlisted of a create: the job that the state holds for the definition and the listing does not show. It may be
 *     gone, or our identity may no longer see it
 * @param surplus of a delete: whether the job is the younger of {@link Twins}. No definition goes with it, so neither
 *     pruning nor its limit is about it
 * @param due of an orphan that waits to be deleted: from when on it is
 * @param unkept of a job that stays as it is: what the workspace did not keep when it was written, as a message for the
 *     user; null when there is nothing
 * @param ignored the fields that the definition leaves to others
 * @param hold keeps the change from being carried out; null when nothing does
 * @param part whether this is all that the plan does with the job
 * @param given the paths of the settings that are not the definition's own, and who gives them
 */
public record Change(
        Action action,
        JobKey key,
        String name,
        Optional<ActualJob> actual,
        @Nullable String because,
        Comparison comparison,
        Optional<JobSettings> settings,
        Optional<JobSettings> asked,
        Optional<AccessComparison> access,
        OptionalLong unlisted,
        boolean surplus,
        Optional<Instant> due,
        @Nullable String unkept,
        IgnoredFields ignored,
        @Nullable Hold hold,
        Part part,
        Map<String, Giver> given) {

    /** How much of what a plan does with a job a change is. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** Puts the job back to what was last applied, while its new definition waits. */
        PUT_BACK,
        /** Brings the new definition to the job once that is put back, and waits. */
        NEW_DEFINITION
    }

    public Change {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /** Reports whether there is something to do, or to settle, that a hold puts off. */
    public boolean isHeld() {
        return hold != null && (action.writes() || action == Action.REFUSED || unkept != null);
    }

    /** Returns this change with what holds it; null when nothing does. */
    Change held(@Nullable Hold by) {
        return ChangeDraft.like(this).held(by).done();
    }

    /** Returns this change with the word of what is not the definition's own. */
    Change given(Map<String, Giver> paths) {
        return paths.isEmpty()
                ? this
                : ChangeDraft.like(this)
                        .comparison(comparison.but(differences().stream()
                                .map(difference -> difference.given(paths))
                                .toList()))
                        .given(paths)
                        .done();
    }

    /** Returns this change with the word that its definition is there, and for other targets. */
    Change ofOtherTargets() {
        return ChangeDraft.like(this)
                .because(reason().replaceFirst("\\bis gone\\b", "is for other targets"))
                .done();
    }

    /** Says where a value that a definition gives comes from. */
    @FunctionalInterface
    public interface Tracing {

        /**
         * Returns the lines that a value comes from, as far as they are known.
         *
         * @param path of the setting, see {@link Difference#path}
         */
        SettingSource of(JobKey key, String path, JsonNode value);
    }

    /** Returns this change with where its definition says what differs. What is put back no definition says now. */
    public Change traced(Tracing tracing) {
        if (part == Part.PUT_BACK || settings.isEmpty() || differences().isEmpty()) {
            return this;
        }
        return ChangeDraft.like(this)
                .comparison(comparison.but(differences().stream()
                        .map(difference ->
                                difference.giver() != null || difference.after().isMissingNode()
                                        ? difference
                                        : difference.from(tracing.of(key, difference.path(), difference.after())))
                        .toList()))
                .done();
    }

    /** Returns this change for a definition that leaves fields to others. */
    Change ignoring(IgnoredFields fields) {
        return ChangeDraft.like(this).ignoring(fields).done();
    }

    /** Returns why the job is changed, or is not, as a message for the user. */
    public String reason() {
        return because == null ? usual(action) : because;
    }

    private static String usual(Action action) {
        return switch (action) {
            case CREATE -> "it is new";
            case UPDATE, ADOPT -> "it differs from its definition";
            case DELETE, ORPHAN -> "its definition is gone";
            case NONE -> "as defined";
            case REFUSED -> "it is not clear what to do";
        };
    }

    /** Returns the id of the job, if there is one. */
    public OptionalLong jobId() {
        return actual.map(job -> OptionalLong.of(job.id())).orElse(OptionalLong.empty());
    }

    /** Returns the permissions to grant; empty when they stay as they are. */
    public Optional<AccessControl> permissions() {
        return access.flatMap(AccessComparison::toGrant);
    }

    /** Reports whether this deletes a job because its definition is gone. */
    boolean prunes() {
        return action == Action.DELETE && !surplus;
    }

    /** Reports whether the job exists and its settings are as defined, whatever happens to its permissions. */
    public boolean keepsSettings() {
        return action.keeps() && settings.isEmpty();
    }

    /** Returns this change with the comparison of the job's permissions. */
    Change with(AccessComparison found) {
        boolean wasIdle = action == Action.NONE && found.toGrant().isPresent();
        ChangeDraft draft =
                ChangeDraft.like(this).comparison(comparison.and(found)).access(found);
        return wasIdle ? draft.action(Action.UPDATE).because(null).done() : draft.done();
    }

    /**
     * Returns this change for a run over these jobs only: refused when it needs the id of another job that is yet to be
     * created.
     */
    Change among(Set<JobKey> keys) {
        return settings.stream()
                .flatMap(sent -> sent.references().stream())
                .filter(needed -> !(needed instanceof Reference.ToJob other) || !keys.contains(other.key()))
                .findFirst()
                .map(needed -> refused(
                        key,
                        name,
                        actual.orElse(null),
                        "it needs the id of " + needed.text() + ", whose job is yet to be made; a pass over all jobs"
                                + " makes both"))
                .orElse(this);
    }

    /** Returns this change with what the workspace did not keep, to be told should there be nothing to write. */
    Change orUnkept(@Nullable String why) {
        return ChangeDraft.like(this).unkept(why).done();
    }

    /** Returns this change without the differences at these paths, which are the service's doing. */
    Change without(Set<String> paths) {
        Comparison left = comparison.without(paths, Comparison.SERVICE);
        return action == Action.UPDATE && left.onlyTakesAway() && because == null
                ? none(key, actual.orElseThrow(), left.keeping(), unkept)
                        .ignoring(ignored)
                        .held(hold)
                : ChangeDraft.like(this).comparison(left).done();
    }

    /** Returns what the change changes, in the order of the definition's fields. */
    public List<Difference> differences() {
        return comparison.differences();
    }

    /** Returns what looks different and does not count, each with the reason. */
    public List<Difference> suppressed() {
        return comparison.suppressed();
    }

    /** Reports whether this corrects what somebody did to the job in the workspace: changed it, or deleted it. */
    public boolean correctsDrift() {
        return switch (action) {
            case CREATE -> unlisted.isPresent();
            case UPDATE -> differences().stream().anyMatch(Difference::isDrift);
            case ADOPT, DELETE, NONE, ORPHAN, REFUSED -> false;
        };
    }

    /** Reports whether the reason says more than the action does. */
    public boolean needsExplanation() {
        return because != null;
    }

    /** @param because why; null when there is no more to say than that the job is new */
    static Change create(JobKey key, @Nullable String because, JobSettings settings, OptionalLong unlisted) {
        return new ChangeDraft(Action.CREATE, key, settings.name())
                .because(because)
                .sending(settings, settings)
                .unlisted(unlisted)
                .done();
    }

    static Change replace(
            Action action,
            JobKey key,
            ActualJob actual,
            @Nullable String because,
            Comparison comparison,
            JobSettings asked,
            JobSettings settings) {
        return new ChangeDraft(action, key, settings.name())
                .to(actual)
                .because(because)
                .comparison(comparison)
                .sending(settings, asked)
                .done();
    }

    /**
     * Returns the change that puts back what a run replaced.
     *
     * @param differences in the settings; where there are none, they are not sent
     * @param access the permissions to give back; null when they stay as they are
     */
    static Change undoing(
            JobKey key,
            ActualJob actual,
            String because,
            List<Difference> differences,
            JobSettings back,
            @Nullable AccessComparison access) {
        boolean isSent = !differences.isEmpty() || access == null;
        ChangeDraft draft = new ChangeDraft(Action.UPDATE, key, actual.name())
                .to(actual)
                .because(because)
                .comparison(Comparison.NOTHING.but(differences));
        Change change = isSent ? draft.sending(back, back).done() : draft.done();
        return access == null ? change : change.with(access);
    }

    /** Returns the change that deletes a job which a run made. */
    static Change unmaking(JobKey key, ActualJob actual, String because) {
        return idle(Action.DELETE, key, actual.name(), actual, because);
    }

    static Change none(JobKey key, ActualJob actual, String because) {
        return idle(Action.NONE, key, actual.name(), actual, because);
    }

    static Change none(JobKey key, ActualJob actual, Comparison comparison) {
        return none(key, actual, comparison, null);
    }

    /** @param unkept what the workspace did not keep when the job was written; null when there is nothing */
    static Change none(JobKey key, ActualJob actual, Comparison comparison, @Nullable String unkept) {
        return new ChangeDraft(Action.NONE, key, actual.name())
                .to(actual)
                .comparison(comparison)
                .unkept(unkept)
                .done();
    }

    static Change orphan(JobKey key, ActualJob actual, String whyKept) {
        return idle(Action.ORPHAN, key, actual.name(), actual, key.path() + " is gone; " + whyKept);
    }

    /** Returns the change for an orphan that is kept for some time and then deleted. */
    static Change waiting(JobKey key, ActualJob actual, PruneTerms terms, Instant due) {
        return new ChangeDraft(Action.ORPHAN, key, actual.name())
                .to(actual)
                .because(key.path() + " is gone since " + PruneTerms.minute(terms.since(actual.id())) + "; the job "
                        + terms.whenDeleted(due))
                .due(due)
                .done();
    }

    /** Returns the same change in a run that deletes at once. */
    Change atOnce() {
        return due.isPresent() ? delete(key, actual.orElseThrow()).held(hold) : this;
    }

    static Change delete(JobKey key, ActualJob actual) {
        return idle(Action.DELETE, key, actual.name(), actual, key.path() + " is gone");
    }

    static Change surplus(JobKey key, ActualJob younger, ActualJob elder) {
        return new ChangeDraft(Action.DELETE, key, younger.name())
                .to(younger)
                .because("it was made twice by accident; job " + elder.id() + " stays")
                .surplus()
                .done();
    }

    static Change refused(JobKey key, String name, @Nullable ActualJob actual, String reason) {
        return idle(Action.REFUSED, key, name, actual, reason);
    }

    private static Change idle(Action action, JobKey key, String name, @Nullable ActualJob actual, String reason) {
        return new ChangeDraft(action, key, name).to(actual).because(reason).done();
    }
}
