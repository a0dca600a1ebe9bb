package dev.parallax.schema;

import java.util.List;

/// A checked permission expression: every name is resolved and every comparison's operand types agree. SQL,
/// evaluation, explanation, permission hash and audience terms all come from this tree. Immutable.
public sealed interface Expression {
    SourceRange range();

    /// `True` or `False`.
    record Constant(boolean value, SourceRange range) implements Expression {}

    /// Kleene conjunction of one or more terms.
    record And(List<Expression> terms, SourceRange range) implements Expression {
        public And {
            terms = List.copyOf(terms);
        }
    }

    /// Kleene disjunction of one or more terms.
    record Or(List<Expression> terms, SourceRange range) implements Expression {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    /// Kleene negation.
    record Not(Expression term, SourceRange range) implements Expression {}

    /// `left operator right`; unknown when an operand is null, except for `== Null` and `!= Null`.
    record Comparison(Operand left, Operator operator, Operand right, SourceRange range) implements Expression {}

    /// True if some row reached by `path` makes `body` true, else false; never unknown.
    ///
    /// @param path one to three links, each starting at the record that the one before it leads to
    record Exists(List<Link> path, Expression body, SourceRange range) implements Expression {
        public Exists {
            path = List.copyOf(path);
        }

        /// The record whose fields the body names.
        public String target() {
            return path.getLast().target();
        }
    }
}
