Empathy Workbench is distributed under the Apache License, version 2.0. It contains these libraries, each under its own licence; the texts
of the licences stand in the folder "licences" beside this file, those of the fonts in "fonts". Parts within the libraries: licences/embedded.tsv.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
${project.name!project.artifactId} (${project.groupId}:${project.artifactId}:${project.version})
    <#list entry.getValue() as license>${license}<#sep> or </#sep></#list>
    ${project.url!""}
</#list>
