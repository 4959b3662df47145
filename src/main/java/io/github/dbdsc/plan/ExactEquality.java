package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells whether two values are exactly the same. A null is a field that is not there. */
final class ExactEquality {

    private ExactEquality() {}

    /** Reports whether two values of a field are the same, apart from orders that do not count. */
    static boolean same(Place place, JsonNode first, JsonNode second, JobFields fields) {
        if (first.equals(second)) {
            return true; // as most are
        }
        if (first.isObject() && second.isObject()) {
            return hasAll(place, first, second, fields) && hasAll(place, second, first, fields);
        }
        boolean areLists = first.isArray() && second.isArray();
        return areLists ? sameLists(place, first, second, fields) : same(first, second);
    }

    private static boolean hasAll(Place place, JsonNode first, JsonNode second, JobFields fields) {
        for (Map.Entry<String, JsonNode> field : first.properties()) {
            JsonNode other = second.path(field.getKey());
            if (!same(place.child(field.getKey(), other), field.getValue(), other, fields)) {
                return false;
            }
        }
        return true;
    }

    /** Reports whether two lists are the same, in any order where that does not count. */
    static boolean sameLists(Place place, JsonNode first, JsonNode second, JobFields fields) {
        if (first.size() != second.size()) {
            return false;
        }
        boolean inAnyOrder = place.elementKey() != null || fields.isUnordered(place);
        List<JsonNode> left = new ArrayList<>();
        second.forEach(left::add);
        for (JsonNode element : first) {
            int match = 0;
            int end = inAnyOrder ? left.size() : 1;
            while (match < end && !same(place.element("", left.get(match)), element, left.get(match), fields)) {
                match++;
            }
            if (match == end) {
                return false;
            }
            left.remove(match);
        }
        return true;
    }

    /** Reports whether two values are the same. Numbers count by their value, however they are written. */
    static boolean same(JsonNode first, JsonNode second) {
        if (first.isObject() && second.isObject()) {
            return hasAll(first, second) && hasAll(second, first);
        }
        if (first.isArray() && second.isArray()) {
            if (first.size() != second.size()) {
                return false;
            }
            for (int i = 0; i < first.size(); i++) {
                if (!same(first.get(i), second.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return first.equals(second)
                || (first.isNumber() && second.isNumber() && sameNumber(first, second))
                || (isAbsent(first) && isAbsent(second));
    }

    private static boolean hasAll(JsonNode first, JsonNode second) {
        for (Map.Entry<String, JsonNode> field : first.properties()) {
            if (!same(field.getValue(), second.path(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** A decimal can't hold the infinity that JSON's 1e999 is read as. */
    private static boolean sameNumber(JsonNode first, JsonNode second) {
        return isFinite(first) && isFinite(second) && first.decimalValue().compareTo(second.decimalValue()) == 0;
    }

    private static boolean isFinite(JsonNode number) {
        return number.isBigInteger() || Double.isFinite(number.doubleValue());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
