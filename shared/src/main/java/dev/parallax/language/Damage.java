package dev.parallax.language;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;

/// Tells which parts of a parse tree a syntax error touched, so that what the parser guessed there is not checked.
final class Damage {
    private Damage() {}

    /// Anywhere within.
    static boolean in(ParserRuleContext context) {
        if (context.exception != null) {
            return true;
        }
        for (ParseTree child : context.children == null ? java.util.List.<ParseTree>of() : context.children) {
            if (child instanceof ErrorNode || (child instanceof ParserRuleContext inner && in(inner))) {
                return true;
            }
        }
        return false;
    }

    /// Within, but not counting conditions: the parser finds its way back at the condition's end, and loses no other
    /// member of the block.
    static boolean outsideConditions(ParserRuleContext context) {
        if (context.exception != null || context instanceof SchemaParser.StrayMemberContext) {
            return true;
        }
        for (ParseTree child : context.children == null ? java.util.List.<ParseTree>of() : context.children) {
            if (child instanceof ErrorNode) {
                if (!(context instanceof SchemaParser.PermissionContext)) {
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
