package io.github.dbdsc.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.loader.LocationResolver;
import com.hubspot.jinjava.loader.ResourceLocator;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/** Finds templates in the snapshot and nowhere else: not on the class path, not on a disk. */
record SnapshotLocator(Map<String, String> templates) implements ResourceLocator {

    @Override
    public String getString(String name, Charset charset, JinjavaInterpreter interpreter)
            throws ResourceNotFoundException {
        String source = templates.get(name);
        if (source == null) {
            throw new ResourceNotFoundException("there is no template 'templates/" + name + "'");
        }
        return source;
    }

    @Override
    public Optional<LocationResolver> getLocationResolver() {
        return Optional.empty();
    }
}
