package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON trees that take little room. Most texts in the settings of thousands of jobs come up again and again, and
 * share their nodes; without that they are nearly a third of what a pass holds in memory. Most objects have few fields, and start
 * with room for few.
 */
public final class CompactTrees extends JsonNodeFactory {

    /** For readers of job settings. */
    public static final CompactTrees FACTORY = new CompactTrees();

    private static final long serialVersionUID = 1;
    private static final int REMEMBERED = 1 << 12;
    private static final int LONGEST = 200;
    private static final int FEW_FIELDS = 4;

    private final transient AtomicReferenceArray<@Nullable TextNode> recent = new AtomicReferenceArray<>(REMEMBERED);

    private CompactTrees() {}

    /** A node that is the same for the same text, more often than not. */
    @Override
    public TextNode textNode(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return super.textNode(text);
        }
        int place = (text.hashCode() ^ text.hashCode() >>> 16) & REMEMBERED - 1;
        TextNode known = recent.getPlain(place);
        if (known != null && known.textValue().equals(text)) {
            return known;
        }
        TextNode made = super.textNode(text);
        recent.setRelease(place, made);
        return made;
    }

    @Override
    public ObjectNode objectNode() {
        return new ObjectNode(this, new LinkedHashMap<>(FEW_FIELDS));
    }
}
