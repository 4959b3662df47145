package io.github.dbdsc.template.value;

/** Stands where a lookup found nothing or a variable holds nothing; never seen by a template. */
public enum Absent {
    ABSENT
}
