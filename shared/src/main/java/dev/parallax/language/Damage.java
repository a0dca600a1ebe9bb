package dev.parallax.language;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;

/// Tells which parts of a parse tree a syntax error touched, so that what the parser guessed there is not checked.
final class Damage {
    private Damage() {}

    /// Anywhere within.
    static boolean in(ParserRuleContext context) {
        // A context without children stands for something that the parser made up.
        if (context.exception != null || context.children == null) {
            return true;
        }
        for (ParseTree child : context.children) {
            if (child instanceof ErrorNode || (child instanceof ParserRuleContext inner && in(inner))) {
                return true;
            }
        }
        return false;
    }

    /// Within, but not counting conditions: the parser finds its way back at the condition's end, and loses no
    /// other member of the block.
    static boolean outsideConditions(ParserRuleContext context) {
        boolean recovered = context.exception == null || context instanceof SchemaParser.PermissionContext;
        if (!recovered || context.children == null) {
            return true;
        }
        if (context instanceof SchemaParser.StrayMemberContext stray) {
            // A comma between members hides none.
            return stray.getStart() != stray.getStop() || stray.getStart().getType() != SchemaParser.COMMA;
        }
        for (ParseTree child : context.children) {
            if (child instanceof ErrorNode error) {
                // Tokens skipped within a condition lost nothing else; a brace that had to be made up may have.
                boolean madeUp = error.getSymbol().getTokenIndex() < 0;
                if (madeUp || !(context instanceof SchemaParser.PermissionContext)) {
                    return true;
                }
            } else if (child instanceof ParserRuleContext inner
                    && !(child instanceof SchemaParser.ExpressionContext)
                    && outsideConditions(inner)) {
                return true;
            }
        }
        return false;
    }
}
