package dev.customprofiles;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Name;
import jdk.jfr.Relational;

/** Links the events of one object for tools that follow {@link Relational} keys. */
@MetadataDefinition
@Relational
@Name("customprofiles.ObjectId")
@Label("Object Id")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ObjectId {}
