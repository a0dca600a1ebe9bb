package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import tools.jackson.databind.node.ObjectNode;

/// A checked call of `POST /db/…`: its form is right, whatever becomes of it. Immutable.
public sealed interface DbCall permits Mutation, Read {
    /// Reads the body of `POST /db/{operation}`.
    ///
    /// @param operation such as `createPost`, `listPosts`
    /// @throws dev.parallax.wire.ProblemException NOT_FOUND if there is no such operation; INVALID with every
    ///     argument that is wrong
    static DbCall parse(Schema schema, String operation, ObjectNode args) {
        return CallReader.read(schema, operation, args);
    }

    /// Reads the body of `POST /db/batch`.
    ///
    /// @throws dev.parallax.wire.ProblemException INVALID with every operation and argument that is wrong;
    ///     TOO_LARGE for too many
    static Mutation parseBatch(Schema schema, ObjectNode body) {
        return BatchReader.read(schema, body);
    }
}
