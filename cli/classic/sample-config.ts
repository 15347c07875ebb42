/** The file that `stratus-copy-config` writes: every key that is read, with what it means. */
export const sampleConfig = `# Configuration of the classic commands (stratus-run-instance and others).
#
# An option wins over the environment (STRATUSLAB_ENDPOINT, STRATUSLAB_USERNAME,
# STRATUSLAB_PASSWORD, STRATUSLAB_KEY, ...), which wins over the selected section
# of this file. On the machine where the cloud was started with "npm start" none
# of this is needed: the commands take what "stratus" takes.

[default]
# The section that is used unless another is named by -S/--user-config-section
# or STRATUSLAB_USER_CONFIG_SECTION. Mandatory.
selected_section = sl-cloud

# Seconds that the cloud has for an answer.
# endpoint_timeout = 30

[sl-cloud]
name = My cloud
country = EU

# Host name or URL of the cloud's API.
# endpoint = https://cloud.example.com:8780

# The account, and its token as the password.
# username = admin
# password = TOKEN

# Public key that may log in to new machines.
# user_public_key_file = ~/.ssh/id_ed25519.pub

# How machines are told about keys and variables: one or cloud-init.
# default_context_method = one

# Type of new machines unless another is named by -t/--type.
# default_instance_type = m1.small

# Other clouds for stratus-describe-instance -m: endpoint, account, token.
# endpoints =
#   https://cloud.example.com:8780 admin TOKEN
#   https://cloud.example.org:8780 admin TOKEN

[instance_types]
# Types of your own, or other sizes of the cloud's: CPU, RAM in MB, swap in MB.
# my.type = 4, 2048, 2048
`;
