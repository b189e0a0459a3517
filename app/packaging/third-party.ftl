<#-- One line an artifact of the runtime class path: group, artifact, version, licences, address; separated by tabs. -->
<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licenses = entry.getValue()/>
${project.groupId}	${project.artifactId}	${project.version}	${project.name!project.artifactId}	<#list licenses as license>${license}<#sep> or </#sep></#list>	${project.url!""}
</#list>
