package dev.parallax.schema;

import java.time.Instant;

/// The type of a field or a literal, and the Java class that holds its values. Source: the schema language.
public enum ScalarType {
    /// 64-bit signed; over the wire |n| ≤ 2^53 − 1.
    INT("Int", Long.class),
    /// A finite double.
    FLOAT("Float", Double.class),
    STRING("String", String.class),
    BOOL("Bool", Boolean.class),
    /// UTC with microseconds; ISO-8601 text on the wire.
    DATE_TIME("DateTime", Instant.class);

    private final String keyword;
    private final Class<?> javaType;

    ScalarType(String keyword, Class<?> javaType) {
        this.keyword = keyword;
        this.javaType = javaType;
    }

    /// The name as a schema writes it.
    public String keyword() {
        return keyword;
    }

    /// The class of every non-null value of this type.
    public Class<?> javaType() {
        return javaType;
    }

    /// Int and Float compare with each other; every other type only with itself.
    public boolean comparesWith(ScalarType other) {
        return this == other || (isNumeric() && other.isNumeric());
    }

    public boolean isNumeric() {
        return this == INT || this == FLOAT;
    }
}
