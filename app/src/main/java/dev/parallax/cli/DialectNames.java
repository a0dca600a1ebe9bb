package dev.parallax.cli;

import dev.parallax.client.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Dialects as they are written on the command line. Immutable.
final class DialectNames extends ArrayList<String> implements ITypeConverter<Dialect> {
    private static final long serialVersionUID = 1;

    DialectNames() {
        super(Arrays.stream(Dialect.values()).map(Dialect::text).toList());
    }

    @Override
    public Dialect convert(String text) {
        try {
            return Dialect.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
