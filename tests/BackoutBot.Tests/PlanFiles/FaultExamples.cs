namespace BackoutBot.Tests.PlanFiles;

/// <summary>One slip of each kind that a plan file can have.</summary>
public sealed class FaultExamples : TheoryData<FaultExample>
{
    private const string Role = "arn:aws:iam::123456789012:role/bo-exec";

    private const string Listener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/";
    private const string Page = $"  maintenance:\n    id: shop\n    listeners: [ \"{Listener}0467ef3c8400ae65\" ]\n    page: <h1>Back soon</h1>\n";

    private const string Record = "    - zone: Z0SHOPEXAMPLE00001\n      name: API.shop.example\n      type: CNAME\n      setIdentifier: blue\n      id: api\n      account: network\n";

    /// <summary>From the table of accounts to the resource that is in one of them.</summary>
    private static readonly string Accounts = Plans.Full[Plans.Full.IndexOf("    - name: network", StringComparison.Ordinal)..(Plans.Full.IndexOf("account: network", StringComparison.Ordinal) + "account: network".Length)];

    private const string Http =
        "    http:\n      url: https://192.0.2.10/healthz\n      host: api.shop.example\n      status: 200\n      text: \"ok\"\n      version: checkout-api {version}\n      caFile: /etc/backoutbot/shop-ca.pem\n      header:\n        name: X-Probe-Key\n        secret: checkout-probe\n";

    private const string Groups = "  codeDeploy:\n    application: checkout-api\n    deploymentGroup: checkout-api-prod\n";

    private const string TwoGroups = "  codeDeploy:\n    - application: checkout-api\n      deploymentGroup: checkout-api-prod\n    - application: checkout-worker\n      deploymentGroup: worker-prod\n";

    private const string TwoPages =
        $"  maintenance:\n    - id: shop\n      listeners:\n        - {Listener}0467ef3c8400ae65\n      page: <h1>One</h1>\n    - id: other\n      listeners:\n        - {Listener}0467ef3c8400ae65\n      page: <h1>Two</h1>\n";

    private const string PagesWithoutId =
        $"  maintenance:\n    - listeners:\n        - {Listener}0467ef3c8400ae65\n      page: <h1>One</h1>\n    - ▶listeners:\n        - {Listener}f2f7dc8efc522ab2\n      page: <h1>Two</h1>\n";

    public FaultExamples() => AddRange([.. All]);

    public static IReadOnlyList<FaultExample> All { get; } =
    [
        new("unknown key, near a known one", "environment: production", "▶enviroment: production\nenvironment: production", "there is no key 'enviroment'", "write 'environment'"),
        new("unknown key, near none", "service: checkout-api", "service: checkout-api\n▶colour: red", "there is no key 'colour'", "remove it; the keys here are service, environment"),
        new("unknown key, nested", "    externalId: shop-7f3a", "    ▶externalID: shop-7f3a", "there is no key 'externalID'", "write 'externalId'"),
        new("missing key", "service: checkout-api\nenvironment: production\n", "▶service: checkout-api\n", "the key 'environment' is missing", "add 'environment:'"),
        new("missing section", "rollback:", "▶steps:", "there is no key 'steps'", "the keys here are") { More = 1 },
        new("duplicate key", "channel: \"#ops\"\napprovals", "channel: \"#ops\"\n▶channel: \"#ops\"\napprovals", "the key 'channel' stands here again, first on line 3", "keep one", SchemaSees: false),
        new("a channel that YAML takes for a comment", "channel: \"#ops\"\napprovals", "channel:▶ #ops\napprovals", "there is no value", "quotes"),
        new("a channel without its #", "channel: \"#ops\"\napprovals", "channel: ▶ops\napprovals", "'ops' is not a channel", "\"#ops\""),
        new("a service's name in capitals", "service: checkout-api", "service: ▶Checkout", "'Checkout' is not a service's name", "lower-case"),
        new("a service in another's file", "service: checkout-api", "service: ▶cart-api", "the file of the service 'cart-api' is named checkout-api.yaml", "rename it to cart-api.yaml", SchemaSees: false),
        new("a number where a text belongs", "environment: production", "environment: ▶42", "YAML takes 42 for a number", "put it in quotes: \"42\"") { Mended = "environment: \"42\"" },
        new("a truth value where a text belongs", "environment: production", "environment: ▶true", "YAML takes true for a yes or no", "put it in quotes") { Mended = "environment: \"true\"" },
        new("a list where a text belongs", "environment: production", "environment: ▶[production]", "a list is not an environment's name", "such as 'production'") { Mended = "environment: 'production'" },
        new("a text where a list belongs", "groups: [checkout-approvers]", "groups: ▶checkout-approvers", "'checkout-approvers' is not a list", "'- '"),
        new("a text where a section belongs", "validation:\n  soak: 3s\n  timeout: 2m", "validation: ▶short", "'short' is not a mapping", "below it"),
        new("a quorum of none", "quorum: 2", "quorum: ▶0", "'0' is not a whole number of 1 or more", "such as 1") { Mended = "quorum: 1" },
        new("a quorum in words", "quorum: 2", "quorum: ▶two", "'two' is not a whole number", "such as 1") { Mended = "quorum: 1" },
        new("an impossible quorum", "  groups: [checkout-approvers]\n  quorum: 2", "  quorum: ▶2", "2 approvals are asked for and only 1 person may approve", "lower the quorum", SchemaSees: false) { Mended = "  quorum: 1" },
        new("nobody may approve", "  people: [carol]\n  groups: [checkout-approvers]\n  quorum", "  ▶quorum", "nobody may approve", "add 'groups:'"),
        new("empty lists of approvers", "  people: [carol]\n  groups: [checkout-approvers]", "  people: []\n  ▶groups: []", "nobody may approve", "name one group"),
        new("a person twice", "people: [carol]", "people: [carol, ▶carol]", "'carol' stands here again", "keep one"),
        new("a duration without its unit", "expiresAfter: 15m", "expiresAfter: ▶15", "'15' is not a duration", "such as '30m'") { Mended = "expiresAfter: 30m" },
        new("a duration in words", "soak: 3s", "soak: ▶3 seconds", "'3 seconds' is not a duration", "such as '30m'") { Mended = "soak: 30s" },
        new("a duration of nothing", "soak: 3s", "soak: ▶0s", "'0s' is not a duration", "such as '30m'"),
        new("a timeout before the soak's end", "timeout: 2m", "timeout: ▶2s", "the timeout of 2s is over before the soak of 3s can be", "longer", SchemaSees: false),
        new("an unknown audience", "audience: clients", "audience: ▶client", "'client' is not an audience", "team-leads, managers, clients"),
        new("an audience told twice in one place", "  - audience: clients\n    channel: \"#stakeholders\"", "  - ▶audience: team-leads\n    channel: \"#ops\"", "team-leads are told twice in #ops", "keep one"),
        new("an item's number without quotes", "item: \"1.2\"", "item: ▶1.2", "YAML takes 1.2 for a number", "\"1.2\""),
        new("an unknown item, near a known one", "item: beanstalk-previous-version", "item: ▶beanstalk-last-version", "no item 'beanstalk-last-version'", "\"beanstalk-previous-version\""),
        new("an item twice, by number and by name", "item: beanstalk-previous-version", "item: ▶volume-snapshots", "item 1.2 stands here again", "keep one", SchemaSees: false),
        new("an item without a reason", "\n    reason: Not on Elastic Beanstalk.", "\n    reason: ▶\"\"", "'' is not a reason", "300 characters"),
        new("an account without quotes", "account: \"123456789012\"", "account: ▶123456789012", "YAML takes 123456789012 for a number", "\"123456789012\""),
        new("an account of too few digits", "account: \"123456789012\"", "account: ▶\"1234\"", "'1234' is not an AWS account id", "12 digits"),
        new("a region that is a place", "region: eu-west-1", "region: ▶Ireland", "'Ireland' is not an AWS region", "eu-west-1"),
        new("a role that is no ARN", $"write: {Role}", "write: ▶bo-exec", "'bo-exec' is not the ARN of an IAM role", "arn:aws:iam::"),
        new("a user's ARN for a role", $"write: {Role}", "write: ▶arn:aws:iam::123456789012:user/bob", "is not the ARN of an IAM role", "arn:aws:iam::"),
        new("a role of another account", $"write: {Role}", "write: ▶arn:aws:iam::999999999999:role/bo-exec", "in account 999999999999 and the service in 123456789012", "correct the account", SchemaSees: false),
        new("one role for both", $"write: {Role}", "write: ▶arn:aws:iam::123456789012:role/bo-verify", "the role that writes is the role that reads", "two roles", SchemaSees: false),
        new("a topic of another region", "arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms", "▶arn:aws:sns:us-east-1:123456789012:checkout-api-alarms", "in region us-east-1 and the service in eu-west-1", "correct the region", SchemaSees: false),
        new("a FIFO topic", "arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms", "▶arn:aws:sns:eu-west-1:123456789012:alarms.fifo", "is not the ARN of a standard SNS topic", "FIFO"),
        new("no topics", "  topics:\n    - arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms", "  ▶topics: []", "no topic can be listened to", "one SNS topic"),
        new("a deployment group without its application", "codeDeploy:\n    application: checkout-api\n    deploy", "codeDeploy:\n    ▶deploy", "the key 'application' is missing", "add 'application:'"),
        new("one group in two accounts", "  codeDeploy:\n    application: checkout-api\n    deploymentGroup: checkout-api-prod\n", "  codeDeploy:\n    - application: checkout-api\n      deploymentGroup: checkout-api-prod\n    - id: network\n      application: checkout-api\n      deploymentGroup: ▶checkout-api-prod\n      account: network\n", "in another account, and restore points could not tell the two apart", "a plan file of its own", SchemaSees: false),
        new("a listener for a target group", "targetGroups:\n    - arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/", "targetGroups:\n    - ▶arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/", "is not the ARN of a target group", "targetgroup/"),
        new("a network load balancer's listener", "[ \"arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/", "[ ▶\"arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/", "is not the ARN of an Application Load Balancer's listener", "listener/app/"),
        new("an alarm's ARN for its name", "- checkout-api-5xx", "- ▶arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx", "is not an alarm's name", "not its ARN"),
        new("an alarm twice", "- checkout-api-latency", "- ▶checkout-api-5xx", "'checkout-api-5xx' stands here again, first on line 44", "keep one"),
        new("a zone with its prefix", "zone: Z0SHOPEXAMPLE00001", "zone: ▶/hostedzone/Z0SHOPEXAMPLE00001", "is not a hosted zone's id", "without '/hostedzone/'"),
        new("a record without a domain", "name: API.shop.example", "name: ▶api", "'api' is not a record's name", "full domain name"),
        new("a record that is no deployment's", "type: CNAME", "type: ▶NS", "'NS' is not a record type that can be put back", "CNAME"),
        new("a database's ARN for its identifier", "instance: checkout-db", "instance: ▶arn:aws:rds:eu-west-1:123456789012:db:checkout-db", "is not an RDS instance's identifier", "checkout-db"),
        new("a cluster's ARN for its identifier", "- cluster: checkout-cluster", "- cluster: ▶arn:aws:rds:eu-west-1:123456789012:cluster:checkout-cluster", "is not an RDS cluster's identifier", "checkout-cluster"),
        new("a database that is not named", "- cluster: checkout-cluster", "- ▶snapshotMaxAge: 6h", "it names no database", "add 'instance:' or 'cluster:'") { Mended = "- cluster: checkout-cluster" },
        new("an instance and a cluster in one entry", "    - cluster: checkout-cluster", "      ▶cluster: checkout-cluster", "it names an instance and a cluster", "give each an entry of its own", SchemaSees: false),
        new("a database twice", "- cluster: checkout-cluster", "- instance: ▶Checkout-DB", "the instance Checkout-DB stands here again", "keep one of the two", SchemaSees: false),
        new("a page that is too long", "page: <h1>Back soon</h1>", $"page: ▶<h1>{new string('x', 1020)}</h1>", "is not a maintenance page", "1,024 characters") { Mended = $"page: <h1>{new string('x', 1015)}</h1>" },
        new("two pages without ids", Page, PagesWithoutId, "a page without 'id' is called 'maintenance', and so is another one", "an 'id' of its own", SchemaSees: false) { Mended = PagesWithoutId.Replace("- listeners", "- id: one\n      listeners", StringComparison.Ordinal).Replace("- ▶listeners", "- id: two\n      listeners", StringComparison.Ordinal) },
        new("two pages on one listener", Page, TwoPages, "another page is shown on this listener", "in one of the two", SchemaSees: false) { At = $"{Listener}0467ef3c8400ae65\n      page" },
        new("a maintenance page nowhere", "    id: shop\n    listeners: [ \"arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/0467ef3c8400ae65\" ]\n    page", "    ▶page", "the key 'listeners' is missing", "add 'listeners:'"),
        new("a maintenance page on no listener", "listeners: [ \"arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/0467ef3c8400ae65\" ]", "▶listeners: []", "no listener can show the page", "the ARN of one listener at least"),
        new("a front door that is not said", Http, "    ▶status: 200\n", "there is no key 'status'", "the keys here are http, healthCheck, canary, metric, none") { More = 1 },
        new("a front door that says nothing", "  frontDoor:\n" + Http, "  frontDoor: ▶{}\n", "it does not say how the service is seen", "add 'http:', 'healthCheck:', 'canary:' or 'metric:'"),
        new("a front door that is seen and is not", "  frontDoor:\n", "  frontDoor:\n    ▶none: Only batch jobs use it.\n", "the service is seen from outside and is not", "keep one of them", SchemaSees: false),
        new("a version of two deployment groups", Groups, TwoGroups, "the service has 2 deployment groups, each with a version of its own", "such as {version of checkout-api-prod}", SchemaSees: false)
        {
            At = "checkout-api {version}",
            Mended = TwoGroups,
            MendedToo = ("checkout-api {version}", "checkout-api {version of checkout-api-prod}"),
        },
        new("a version of no deployment group", "checkout-api {version}", "▶checkout-api {version of worker}", "there is no deployment group 'worker'", "name one of aws.codeDeploy: checkout-api-prod", SchemaSees: false),
        new("a canary's name in capitals", Http, "    canary: ▶Checkout\n", "is not a canary's name", "such as 'checkout-flow'") { Mended = "    canary: checkout-flow\n" },
        new("more than all answers", Http, "    metric:\n      atLeast: ▶101\n", "101 % is more than all", "from 1 to 100", SchemaSees: false) { Mended = "    metric:\n      atLeast: 100\n" },
        new(
            "a front door that counts what nobody answers",
            Plans.FromTargetGroups,
            Plans.FromTargetGroups.Replace("  targetGroups:\n    - arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/checkout-api-prod/73e2d6bc24d8a067\n", "", StringComparison.Ordinal).Replace(Http, "    ▶metric: {}\n", StringComparison.Ordinal),
            "there is no target group whose answers could be counted",
            "add 'targetGroups:'",
            SchemaSees: false) { Mended = Plans.FromTargetGroups.Replace(Http, "    metric: {}\n", StringComparison.Ordinal) },
        new("a front door with a password", "url: https://192", "url: ▶https://probe:s3cret@192", "is not an address", "without user, password or fragment"),
        new("a front door whose secret anybody could read", "url: https://192", "url: http://192", "a secret would go over plain http", "write the url with https", SchemaSees: false) { At = "secret: checkout-probe" },
        new("a secret in the plan file", "secret: checkout-probe", "secret: ▶\"hunter2!\"", "is not the name of a secret", "never the secret itself"),
        new("a version that stands nowhere", "version: checkout-api {version}", "version: ▶checkout-api v2", "is not a text with the version", "{version}"),
        new("a status that no answer has", "status: 200", "status: ▶99", "99 is the status of no answer", "200 to 599", SchemaSees: false) { Mended = "status: 599" },
        new("an event of nothing", "    - ecs: prod/checkout-api\n", "    - ▶account: own\n", "it does not say what is to be heard of", "add one of elasticBeanstalk, cloudFormation") { Mended = "    - account: own\n      ecs: prod/checkout-api\n" },
        new("an event of two things", "    - codePipeline: checkout-release", "      ▶codePipeline: checkout-release", "it says more than one thing to be heard of", "give each an entry of its own", SchemaSees: false),
        new("an ECS service without its cluster", "- ecs: prod/checkout-api", "- ecs: ▶checkout-api", "is not an ECS service", "such as 'prod/checkout-api'") { Mended = "- ecs: prod/checkout-api" },
        new("no steps", Plans.Rollback, "▶rollback: []\n", "the list is empty", "one entry"),
        new("an unknown action, near a known one", "action: route53-revert", "action: ▶route53-rever", "there is no action 'route53-rever'", "write 'route53-revert'"),
        new("a step twice", "- id: dns\n", "- id: ▶code-stop\n", "the step 'code-stop' stands here again, first on line 82", "a name of its own", SchemaSees: false) { More = 1 },
        new("a step after one that is not there", "after: [code-redeploy, dns]", "after: [code-redeploy, dns, ▶cod-stop]", "there is no step 'cod-stop'", "write 'code-stop'", SchemaSees: false),
        new("a step after itself", "resource: api\n    after: [maintenance-on]", "resource: api\n    after: [maintenance-on, ▶dns]", "wait for each other: dns after dns", "remove one", SchemaSees: false),
        new("steps in a circle", "action: codedeploy-stop\n    after: [maintenance-on]", "action: codedeploy-stop\n    after: [maintenance-on, code-redeploy]", "wait for each other: code-stop after code-redeploy after code-stop", "remove one", SchemaSees: false) { At = "code-stop]" },
        new("dns action without records", "  dns:\n    - zone: Z0SHOPEXAMPLE00001\n      name: API.shop.example\n      type: CNAME\n      setIdentifier: blue\n      id: api\n      account: network\n", string.Empty, "'route53-revert' works on aws.dns, which is missing", "add 'aws.dns'", SchemaSees: false) { At = "route53-revert" },
        new("CodeDeploy action without a group", "  codeDeploy:\n    application: checkout-api\n    deploymentGroup: checkout-api-prod\n", string.Empty, "'codedeploy-stop' works on aws.codeDeploy, which is missing", "add 'aws.codeDeploy'", SchemaSees: false) { At = "codedeploy-stop", More = 1 },
        new("maintenance without a page", Plans.Maintenance, string.Empty, "'maintenance-on' works on aws.maintenance, which is missing", "add 'aws.maintenance'", SchemaSees: false) { At = "maintenance-on\n  - id: code-stop", More = 1 },
        new("maintenance for ever", "  - id: maintenance-off\n    action: maintenance-off\n    after: [code-redeploy, dns]\n", string.Empty, "put up and never taken down", "maintenance-off", SchemaSees: false) { At = "maintenance-on\n  - id: code-stop" },
        new("maintenance off at any time", "    after: [code-redeploy, dns]\n", string.Empty, "may be taken down before 'maintenance-on' puts it up", "come after 'maintenance-on'", SchemaSees: false) { At = "maintenance-off\n" },
        new("an account that is not in the table", "account: network", "account: ▶netwrok", "there is no account 'netwrok'", "write 'network'", SchemaSees: false),
        new("an account that is not in the table, near none", Accounts, Accounts.Replace("account: network", "account: ▶fireworks", StringComparison.Ordinal), "there is no account 'fireworks'", "add it to 'accounts'", SchemaSees: false) { Mended = Accounts.Replace("account: network", "account: fireworks", StringComparison.Ordinal).Replace("name: network", "name: fireworks", StringComparison.Ordinal) },
        new("a target group of another account", "eu-west-1:123456789012:targetgroup/", "eu-west-1:999999999999:targetgroup/", "it is in account 999999999999", "or add it to 'accounts'", SchemaSees: false) { At = "arn:aws:elasticloadbalancing:eu-west-1:999999999999:targetgroup" },
        new("two records with one id", Record, Record + Record.Replace("API.shop", "www.shop", StringComparison.Ordinal).Replace("id: api", "id: ▶api", StringComparison.Ordinal), "the name 'api' stands here again", "give each resource a name of its own", SchemaSees: false) { Mended = Record + Record.Replace("API.shop", "www.shop", StringComparison.Ordinal).Replace("id: api", "id: www", StringComparison.Ordinal) },
        new("an account twice", "    - name: network\n", "    - name: own\n", "the account 'own' stands here again", "a name of its own", SchemaSees: false) { At = "own\n", More = 1 },
        new("a step on a resource that is not there", "resource: api", "resource: ▶apu", "aws.dns has no 'apu'", "write 'api'", SchemaSees: false),
        new("a parameter that the action does not take", "      configuration:", "      ▶config:", "'codedeploy-redeploy' takes no 'config'", "write 'configuration'", SchemaSees: false),
        new("a parameter where the action takes none", "    resource: api\n", "    resource: api\n    with:\n      ▶fast: \"yes\"\n", "'route53-revert' takes no 'fast'", "remove 'with'", SchemaSees: false),
        new("steps inside what puts nothing up", "action: codedeploy-stop\n    after: [maintenance-on]\n", "action: codedeploy-stop\n    after: [maintenance-on]\n    ▶around:\n      - id: wait\n        action: route53-revert\n", "'codedeploy-stop' puts nothing up around other steps", "use one of maintenance", SchemaSees: false),
        new("a bracket around nothing", "  - id: maintenance-off\n", "  - ▶id: page\n    action: maintenance\n  - id: maintenance-off\n", "'maintenance' stands around no step", "list under 'around'", SchemaSees: false) { Mended = "  - id: page\n    action: maintenance\n    around:\n      - id: again\n        action: codedeploy-stop\n  - id: maintenance-off\n" },
        new("a bracket whose opening step has another's name", "  - id: maintenance-off\n", "  - id: ▶maintenance\n    action: maintenance\n    around:\n      - id: again\n        action: codedeploy-stop\n  - id: maintenance-off\n", "the step 'maintenance-on' stands here again", "a name of its own", SchemaSees: false) { More = 1 },
        new("a step inside a bracket after the bracket", "  - id: maintenance-off\n", "  - id: page\n    action: maintenance\n    around:\n      - id: ▶again\n        action: codedeploy-stop\n        after: [page]\n  - id: maintenance-off\n", "wait for each other: again after page-off after again", "remove one", SchemaSees: false),
        new("a page taken down elsewhere", "    action: maintenance-off\n", "    action: ▶maintenance-off\n    resource: shop\n", "the maintenance page is taken down elsewhere than 'maintenance-on' puts it up", "the same 'resource'", SchemaSees: false),
        new("two groups of one name without ids", "  codeDeploy:\n    application: checkout-api\n    deploymentGroup: checkout-api-prod\n", "  codeDeploy:\n    - application: checkout-api\n      deploymentGroup: checkout-api-prod\n    - application: checkout-worker\n      deploymentGroup: ▶checkout-api-prod\n", "the name 'checkout-api-prod' stands here again", "an 'id' of its own", SchemaSees: false) { More = 1 },
        new("a page that is taken down and was never put up", "  - id: maintenance-on\n    action: maintenance-on\n", string.Empty, "taken down and never put up", "before the others, or remove this one", SchemaSees: false) { At = "maintenance-off\n    after", More = 2 },
        new("a step to hold after that is not there", "holdAfter: code-redeploy", "holdAfter: ▶code-rdeploy", "there is no step 'code-rdeploy'", "write one of maintenance-on, code-stop, code-redeploy, dns, maintenance-off", SchemaSees: false),
        new("an unknown item, near none", "item: beanstalk-previous-version", "item: ▶fireworks", "no item 'fireworks'", "write its number or name"),
        new("an unknown action, near none", "action: route53-revert", "action: ▶fireworks", "there is no action 'fireworks'", "choose another"),
        new("a step after none near", "after: [code-redeploy, dns]", "after: [code-redeploy, dns, ▶fireworks]", "there is no step 'fireworks'", "name a step of this file, or remove it", SchemaSees: false),
        new("an anchor", "environment: production", "environment: ▶&env production", "the anchor &env", "remove the anchor", SchemaSees: false),
        new("a tag", "environment: production", "environment: ▶!!str production", "the tag tag:yaml.org,2002:str", "remove the tag", SchemaSees: false),
        new("no YAML", "approvals:\n", "approvals: ▶[\n", "the file is not YAML", "correct the syntax") { Anywhere = true },
        new("a second document", "service: checkout-api", "service: checkout-api", "the file holds a second document", "one service a file", SchemaSees: false) { Append = "---\nservice: other\n", At = "---" },
    ];
}
